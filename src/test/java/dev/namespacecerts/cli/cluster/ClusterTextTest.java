package dev.namespacecerts.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.json.ApiServerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What status and clients print of statuses, among them all golden ones. */
class ClusterTextTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/status");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = ApiServerJson.mapper();

    private static final String BUNDLE = """
        metadata: {name: accounting, namespace: payments, generation: 3}
        spec:
          temporalNamespace: accounting.a2dd6
          publish: {configMap: {name: accounting-client-ca, key: ca.crt}}
        status:
          observedGeneration: 3
          conditions:
          - {type: Ready, status: 'True', reason: Ready, message: m}
          - {type: Claimed, status: 'True', reason: Claimed, message: m}
          - {type: Published, status: 'True', reason: Published, message: m}
          certificates:
          - {subject: 'CN=Acme Root,O=Acme', role: Root, notAfter: '2027-01-10T12:00:00Z'}
          - {subject: 'CN=Old', role: Intermediate, notAfter: '2026-11-01T00:00:00Z'}
          usage: {certificates: 2, certificateLimit: 25, bytes: 1158, byteLimit: 32768}
          published: {kind: ConfigMap, name: accounting-client-ca, key: ca.crt}
          filters: {accepted: 2, total: 2}
          clientSummary: {total: 3, accepted: 2, rejected: 1}
          clients:
          - secretName: starter-tls
            accepted: false
            notAfter: '2026-12-04T00:00:00Z'
            violations:
            - rule: EE-9
              severity: Error
              message: >-
                The leaf matches none of 2 accepted CertificateFilters. The nearest: "workers" requires commonName
                "worker-*" (the leaf has "starter").
          - {secretName: worker-a-tls, accepted: true, acceptedBy: workers, notAfter: '2027-12-01T00:00:00Z'}
        """;

    private static <T> T read(String yaml, Class<T> type) throws IOException {
        return JSON.treeToValue(YAML.readTree(yaml), type);
    }

    private static BundleView view(String yaml, CertificateFilter... filters) throws IOException {
        return BundleView.of(read(yaml, NamespaceCertificateBundle.class), List.of(filters), NOW);
    }

    @Test
    void aBlockForABundle() throws IOException {
        assertThat(StatusText.of(List.of(view(BUNDLE))))
                .containsExactly(
                        "payments/accounting: Ready",
                        "  Temporal        accounting.a2dd6, Claimed",
                        "  CAs             2 of 25, 1158 of 32768 bytes",
                        "    40 d left     Root          CN=Acme Root,O=Acme",
                        "    expired       Intermediate  CN=Old",
                        "  Published       ConfigMap accounting-client-ca, key ca.crt, 2 CAs",
                        "  Filters         2 of 2 accepted",
                        "  Clients         2 of 3 accepted",
                        "  Next step       See why 1 client is rejected: ncb clients accounting -n",
                        "                  payments");
    }

    @Test
    void aTableOfClients() throws IOException {
        assertThat(ClientsText.of(List.of(view(BUNDLE))))
                .containsExactly(
                        "payments/accounting: 2 of 3 clients accepted",
                        "  SECRET        RESULT    DAYS     BY OR WHY NOT",
                        "  starter-tls   rejected  3        EE-9 The leaf matches none of 2 accepted",
                        "                                   CertificateFilters. The nearest: \"workers\"",
                        "                                   requires commonName \"worker-*\" (the leaf has",
                        "                                   \"starter\").",
                        "  worker-a-tls  accepted  365      workers",
                        "  and 1 more that the status does not list");
    }

    @Test
    void violationsOfFiltersAreThoseOfTheirBundle() throws IOException {
        CertificateFilter filter = read("""
            metadata: {name: all, namespace: payments}
            spec: {bundleRef: {name: accounting}, commonName: '*'}
            status:
              violations:
              - {rule: CF-2, severity: Error, message: It matches everything., remedy: Write a prefix.}
            """, CertificateFilter.class);
        CertificateFilter elsewhere = read(
                "{metadata: {name: b, namespace: other}, spec: {bundleRef: {name: accounting}}, status: {violations:"
                        + " [{rule: CF-1, severity: Error, message: m}]}}",
                CertificateFilter.class);
        assertThat(StatusText.of(List.of(view(BUNDLE, filter, elsewhere))))
                .contains(
                        "  Error CF-2 Filter all: It matches everything. Write a prefix.",
                        "  Next step       CF-2: Write a prefix.")
                .noneMatch(line -> line.contains("CF-1"));
    }

    @Test
    void whatIsNotReconciledIsNotReady() throws IOException {
        BundleView fresh = view("{metadata: {name: a, namespace: b}, spec: {}}");
        assertThat(fresh.ready()).isFalse();
        assertThat(StatusText.of(List.of(fresh)))
                .startsWith("b/a: Not reconciled")
                .last()
                .asString()
                .contains("Check that the operator runs and watches namespace b.");
        BundleView edited = view(BUNDLE.replace("generation: 3}", "generation: 4}"));
        assertThat(edited.ready()).isFalse();
        assertThat(StatusText.of(List.of(edited)))
                .startsWith("payments/accounting: Ready, but not yet for the newest spec");
    }

    @Test
    void textsOfOthersDoNotReachTheTerminal() throws IOException {
        String hostile = "\\e[2J\\u202e\\n".repeat(30);
        BundleView view = view(BUNDLE.replace("'CN=Acme Root,O=Acme'", "\"" + hostile + "\"")
                .replace("accounting.a2dd6", "\"" + hostile + "\"")
                .replace("secretName: starter-tls", "secretName: \"" + hostile + "\"")
                .replace("message: m", "message: \"" + hostile + "\"")
                .replace("reason: Claimed", "reason: \"" + hostile + "\""));
        List<String> lines = Stream.of(StatusText.of(List.of(view)), ClientsText.of(List.of(view)))
                .flatMap(List::stream)
                .toList();
        assertThat(lines).allSatisfy(ClusterTextTest::fitsAScreen);
        assertThat(ClusterJson.status(List.of(view)) + ClusterJson.clients(List.of(view)))
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void jsonHasTheDaysAndTheNextStep() throws IOException {
        JsonNode status = new ObjectMapper()
                .readTree(ClusterJson.status(List.of(view(BUNDLE))))
                .at("/bundles/0");
        assertThat(status.at("/ready").asBoolean()).isTrue();
        assertThat(status.at("/certificates/1/daysLeft").asInt()).isEqualTo(-30);
        assertThat(status.at("/conditions/Published").asText()).isEqualTo("True");
        assertThat(status.at("/published/name").asText()).isEqualTo("accounting-client-ca");
        assertThat(status.at("/nextStep").asText()).startsWith("See why");
        JsonNode clients = new ObjectMapper()
                .readTree(ClusterJson.clients(List.of(view(BUNDLE))))
                .at("/bundles/0");
        assertThat(clients.at("/clients/0/daysLeft").asInt()).isEqualTo(3);
        assertThat(clients.at("/clients/1/acceptedBy").asText()).isEqualTo("workers");
        assertThat(clients.at("/summary/rejected").asInt()).isOne();
    }

    private static List<Path> goldenStatuses() throws IOException {
        try (Stream<Path> files = Files.find(GOLDEN, 2, (file, a) -> file.endsWith("out-bundles.yaml"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenStatuses")
    void everyGoldenStatusFitsAScreen(Path file) throws IOException {
        for (JsonNode document : YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.readString(file))
                .readAll()) {
            BundleView view =
                    BundleView.of(JSON.treeToValue(document, NamespaceCertificateBundle.class), List.of(), NOW);
            List<String> lines = StatusText.of(List.of(view));
            assertThat(lines).allSatisfy(ClusterTextTest::fitsAScreen);
            assertThat(lines.get(0)).contains(view.ready() ? ": Ready" : ": Not re");
            view.violations()
                    .forEach(reported -> assertThat(lines)
                            .anyMatch(line ->
                                    line.startsWith("  " + reported.violation().severity() + " "
                                            + reported.violation().rule() + " ")));
            assertThat(ClientsText.of(List.of(view))).allSatisfy(ClusterTextTest::fitsAScreen);
        }
    }

    private static void fitsAScreen(String line) {
        assertThat(line.length()).as(line).isLessThanOrEqualTo(Columns.WIDTH);
        assertThat(line).matches("[^\\p{Cc}\\p{Cf}]*");
    }
}
