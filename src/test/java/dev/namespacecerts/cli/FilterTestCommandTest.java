package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command filter test. */
class FilterTestCommandTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate WORKER = leaf("CN=a.payments,O=Acme");
    private static final String FILTERS =
            "{\"filters\": [{\"commonName\": \"*.payments\", \"organization\": \"Acme\"}, {\"organizationalUnit\": \"ops\"}]}";
    private static final String BUNDLE = """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: NamespaceCertificateBundle
            metadata: {name: %s}
            spec: {filterPolicy: %s}
            ---
            """;
    private static final String FILTER = """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: CertificateFilter
            metadata: {name: %s}
            spec: {bundleRef: {name: %s}, %s}
            ---
            """;

    @TempDir
    private Path folder;

    private static HeldCertificate leaf(String subject) {
        return CertificateBuilder.leaf(subject)
                .issuedBy(ROOT)
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "a.example"))
                .build();
    }

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandRun run(String manifests, String... arguments) {
        InputStream in = new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8));
        return CommandRun.of(
                (clock, out, err) -> new FilterTestCommand(new Surroundings(clock, Map.of(), in, out, err)), arguments);
    }

    private CommandRun ofTcld(String json, String... arguments) {
        return run(
                "",
                Stream.concat(Stream.of("--filters", file("f.json", json)), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private CommandRun ofManifests(String manifests, String... more) {
        String worker = file("worker.pem", WORKER.pem());
        return run(
                manifests,
                Stream.concat(Stream.of("-f", "-", "--client", worker), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private String shown(CommandRun run) {
        return run.out().replace(folder.toString() + "/", "");
    }

    @Test
    void saysWhoIsAcceptedByWhatAndWhyNot() {
        String worker = file("worker.pem", WORKER.pem() + ROOT.pem());
        String other =
                file("other.pem", leaf("CN=b.billing,O=Acme Ltd,OU=dev,OU=test").pem());
        CommandRun run = ofTcld(FILTERS, "--client", worker, other);
        String padded = run.out().replace(worker, "worker.pem").replace(other, "other.pem");
        assertThat(padded.lines().map(line -> line.replaceAll(" {2,}", "  ").strip()))
                .containsExactly(
                        "LEAF  FILTER  RESULT",
                        "worker.pem  filters[0]  matches",
                        "filters[1]  organizationalUnit: has none, filter \"filters[1]\" wants \"ops\"",
                        "other.pem  filters[0]  commonName: has \"b.billing\", filter \"filters[0]\" wants \"*.payments\"",
                        "organization: has \"Acme Ltd\", filter \"filters[0]\" wants \"Acme\"",
                        "filters[1]  organizationalUnit: has \"test\", \"dev\", filter \"filters[1]\" wants \"ops\"",
                        "",
                        "worker.pem: accepted by filters[0]",
                        "other.pem: accepted by none: no filter matches");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(ofTcld(FILTERS, "--client", worker).exitCode()).isZero();
    }

    @Test
    void theColumnsAreAligned() {
        CommandRun run = ofManifests(
                FILTER.formatted("a-long-name", "x", "commonName: a") + FILTER.formatted("b", "x", "commonName: b"));
        List<Integer> starts = run.out()
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .map(line -> Math.max(line.indexOf("RESULT"), line.indexOf("commonName:")))
                .toList();
        assertThat(starts).hasSize(3).containsOnly(starts.get(0));
    }

    @Test
    void jsonHasTheValues() throws IOException {
        String other = file("other.pem", leaf("CN=x\u202e,O=Acme").pem());
        CommandRun run = ofTcld(FILTERS, "--client", other, "--format", "json");
        JsonNode json = new ObjectMapper().readTree(run.out());
        JsonNode client = json.at("/clients/0");
        assertThat(client.get("accepted").asBoolean()).isFalse();
        assertThat(client.get("verdict").asText()).isEqualTo("accepted by none: no filter matches");
        assertThat(client.at("/mismatches/0"))
                .hasToString(
                        "{\"filter\":\"filters[0]\",\"field\":\"commonName\",\"wants\":\"*.payments\",\"has\":[\"x\u202e\"]}");
        assertThat(client.get("mismatches")).hasSize(2);
        assertThat(json.at("/filters/1")).hasToString("{\"name\":\"filters[1]\",\"accepted\":true,\"violations\":[]}");
        assertThat(run.out()).doesNotContain("\u202e");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void onlyTheLastCommonNameIsCompared() {
        String leaf = file("leaf.pem", leaf("CN=b,CN=a.payments,O=Acme").pem()); // RFC 4514: the last one comes first
        assertThat(ofTcld(FILTERS, "--client", leaf).out())
                .contains("commonName: has \"b\", filter \"filters[0]\" wants \"*.payments\"")
                .contains(
                        "commonName: \"a.payments\" would match, but Temporal Cloud compares only the last common name");
    }

    @Test
    void withoutFiltersEveryLeafIsAccepted() {
        for (CommandRun run : List.of(
                ofTcld("{}", "--client", file("worker.pem", WORKER.pem())),
                ofManifests(BUNDLE.formatted("x", "Optional")))) {
            assertThat(shown(run))
                    .isEqualTo(
                            "worker.pem: accepted without a filter: there is none, so every leaf of the CAs is accepted\n");
            assertThat(run.exitCode()).isZero();
        }
        CommandRun required = ofManifests(BUNDLE.formatted("x", "Required"));
        assertThat(shown(required))
                .isEqualTo("worker.pem: accepted by none: filterPolicy is Required and there is no filter\n");
        assertThat(required.exitCode()).isEqualTo(1);
    }

    @Test
    void rejectedFiltersFailClosed() {
        CommandRun only = ofManifests(FILTER.formatted("star", "x", "commonName: '*'"));
        assertThat(shown(only))
                .startsWith("star: rejected, CF-2: ")
                .endsWith("\n\nworker.pem: accepted by none: every filter is rejected\n");
        assertThat(only.exitCode()).isEqualTo(1);
        CommandRun beside = ofManifests(
                FILTER.formatted("star", "x", "commonName: '*'") + FILTER.formatted("acme", "x", "organization: acme"));
        assertThat(beside.out()).contains("worker.pem: accepted by acme\n");
        assertThat(beside.exitCode()).as("a rejected filter blocks the bundle").isEqualTo(1);
    }

    @Test
    void textsOfOthersDoNotReachTheTerminal() {
        String hostile = "\"x\\e[2J\\u202E\\nworker.pem: accepted\"";
        CommandRun run = ofManifests(FILTER.formatted(hostile, "x", "commonName: " + hostile));
        assertThat(run.out() + run.err())
                .contains("\\u{001B}[2J")
                .doesNotContain("\u001b", "\u202e")
                .doesNotContainPattern("(?m)^worker.pem: accepted\"");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aBundleIsChosenAmongSeveral() {
        String two = FILTER.formatted("one", "x", "commonName: '*.payments'")
                + FILTER.formatted("two", "w", "commonName: z");
        CommandRun all = ofManifests(two);
        assertThat(all.err()).isEqualTo("The manifests have several bundles. Choose one with --bundle: x, w.\n");
        assertThat(all.exitCode()).isEqualTo(2);
        assertThat(ofManifests(two, "--bundle=x").out()).contains("accepted by one");
        assertThat(ofManifests(two, "--bundle=w").out()).contains("accepted by none");
        assertThat(ofManifests(two, "--bundle=z").err()).contains("neither NamespaceCertificateBundle \"z\"");
        assertThat(ofManifests("kind: Secret\n").err()).contains("neither a NamespaceCertificateBundle nor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "organisation: Acme|-:5:7: the filter has the unknown key \"organisation\". Write \"organization\"",
                "organization: 7|spec.organization is not a text. Put it in quotation marks",
                "organization: [|-:",
            })
    void aManifestThatKubectlRefusesIsRefused(String field, String message) {
        CommandRun run = ofManifests("\n" + FILTER.formatted("f", "x", field));
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFileWithoutALeafIsDescribed() {
        assertThat(ofTcld(FILTERS, "--client", file("a", ROOT.privateKeyPem())).err())
                .contains("There is no certificate in")
                .doesNotContain(ROOT.privateKeyPem().substring(30, 50));
        assertThat(ofTcld(FILTERS, "--client", file("a", "")).err()).contains("The text is empty");
        assertThat(ofTcld(FILTERS, "--client", file("a", HeldCertificate.pem("CERTIFICATE", new byte[] {48, 0})))
                        .err())
                .contains("cannot be read");
        CommandRun withKey = ofTcld(FILTERS, "--client", file("a", WORKER.privateKeyPem() + WORKER.pem()));
        assertThat(withKey.exitCode()).as(withKey.err()).isZero();
        assertThat(ofTcld(FILTERS, "--client", folder.resolve("absent").toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(ofTcld(FILTERS).exitCode()).isEqualTo(2);
    }
}
