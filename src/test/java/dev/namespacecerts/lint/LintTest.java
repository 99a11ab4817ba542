package dev.namespacecerts.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How lint finds the objects of manifests, and where its findings are. */
class LintTest {
    private static final String ROOT =
            CertificateBuilder.root("CN=Acme Root").build().pem();
    private static final String STRANGER = CertificateBuilder.intermediate("CN=Acme Issuing")
            .issuedBy(CertificateBuilder.root("CN=Other Root").build())
            .build()
            .pem();

    @Test
    void theSamplesOfTheReadmeYieldWhatItSays() {
        LintResult result = LintRun.of(Path.of("deploy/samples/lint"));
        assertThat(result.findings())
                .extracting(finding -> finding.place().file() + ":"
                        + finding.place().line() + " " + finding.level() + " " + finding.id())
                .containsExactly(
                        "deploy/samples/lint/payments.yaml:11 Error CA-3",
                        "deploy/samples/lint/payments.yaml:22 Error CA-7",
                        "deploy/samples/lint/payments.yaml:42 Error Schema");
        assertThat(result.judged()).hasSize(4);
    }

    @Test
    void theExamplesAreValid() {
        LintResult result = LintRun.of(Path.of("examples"));
        assertThat(result.findings())
                .as("but for Secrets of clients, which exist in the cluster only")
                .allMatch(finding -> finding.id().equals("SourceNotFound"));
        assertThat(result.judged()).hasSize(7);
    }

    @Test
    void aFindingHasTheLineOfThePemBlockInTheConfigMapAndOfTheReference() {
        LintResult result = LintRun.of(configMap("cas", ROOT + STRANGER) + bundle("accounting", reference("cas")));
        int lines = (int) ROOT.lines().count();
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("CA-3");
            assertThat(finding.place().line()).isEqualTo(9 + lines);
            assertThat(finding.place().column()).isEqualTo(5);
            assertThat(finding.related().line()).isGreaterThan(9 + 2 * lines);
        });
    }

    @Test
    void aBlockOnOneLineOfJsonHasItsColumn() {
        String pem = (ROOT + STRANGER).replace("\n", "\\n");
        String json = "{\"kind\": \"NamespaceCertificateBundle\", \"apiVersion\": \"namespacecerts.dev/v1alpha1\",\n"
                + "\t\"metadata\": {\"name\": \"accounting\"}, \"spec\": {\"certificates\":\n[{\"inline\": \"" + pem
                + "\"}]}}";
        assertThat(LintRun.of(json).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.place().line()).isEqualTo(3);
            assertThat(finding.place().column())
                    .isEqualTo(14 + ROOT.replace("\n", "\\n").length());
        });
    }

    @Test
    void aSourceThatIsNotThereIsANoteAndTheChainStaysOpen() {
        String manifests = bundle("accounting", reference("elsewhere") + inline(STRANGER));
        assertThat(LintRun.shortly(LintRun.of(manifests)))
                .allMatch(finding -> finding.contains("Note"))
                .anyMatch(finding -> finding.endsWith("SourceNotFound"))
                .anyMatch(finding -> finding.endsWith("CA-3"));
        assertThat(LintRun.shortly(LintRun.of(manifests, true)))
                .allMatch(finding -> finding.contains("Error"))
                .anyMatch(finding -> finding.endsWith("CA-14"))
                .anyMatch(finding -> finding.endsWith("CA-3"));
    }

    @Test
    void theMakerOfAMissingSecretIsNamed() {
        String secret = "    - secret:\n        name: cas\n        key: ca.crt\n";
        String sealed =
                "---\napiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: cas, namespace: payments}\n";
        String sops = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: cas, namespace: payments}\n"
                + "data: {ca.crt: 'ENC[AES256_GCM,data:x]'}\nsops: {version: 3.9.0}\n";
        assertThat(LintRun.of(bundle("accounting", secret) + sealed).findings())
                .anyMatch(finding -> finding.message().contains("SealedSecret \"cas\" (-)"));
        assertThat(LintRun.of(bundle("accounting", secret) + sops).findings())
                .anyMatch(finding -> finding.message().contains("encrypted with SOPS"));
    }

    @Test
    void theNearestDefinitionIsMeant(@TempDir Path folder) throws IOException {
        for (String cluster : new String[] {"production", "staging"}) {
            Path below = Files.createDirectories(folder.resolve(cluster));
            Files.writeString(below.resolve("ca.yaml"), configMap("cas", cluster.equals("staging") ? STRANGER : ROOT));
            Files.writeString(below.resolve("bundle.yaml"), bundle("accounting", reference("cas")));
        }
        assertThat(LintRun.of(folder).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("CA-3");
            assertThat(finding.place().file()).endsWith("staging/ca.yaml");
        });
    }

    @Test
    void twoObjectsOfOneNameInOneFolderAreAnError() {
        String twice = bundle("accounting", inline(ROOT)) + bundle("accounting", inline(ROOT));
        assertThat(LintRun.of(twice).findings()).extracting(Finding::id).containsExactly("Duplicate");
    }

    @Test
    void onlyOneBundleClaimsATemporalNamespace() {
        String claims = "  temporalNamespace: accounting.a2dd6\n";
        String both = bundle("first", inline(ROOT)) + claims + bundle("second", inline(ROOT)) + claims;
        assertThat(LintRun.of(both).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("Claimed");
            assertThat(finding.object().name()).isEqualTo("second");
            assertThat(finding.message()).contains("NamespaceCertificateBundle payments/first (-)");
        });
    }

    @Test
    void aFieldThatIsThereTwiceOrUnknownIsAnError() {
        assertThat(LintRun.shortly(LintRun.of(bundle("accounting", inline(ROOT)) + "  certificates: []\n")))
                .anyMatch(finding -> finding.endsWith("Error Schema"));
        assertThat(LintRun.of(bundle("accounting", inline(ROOT)) + "  certificate: []\n")
                        .findings())
                .anyMatch(finding ->
                        finding.id().equals("Schema") && finding.message().contains("unknown"));
    }

    @Test
    void aSecretThatTheApiServerRefusesIsAnErrorAndNoFailure() {
        String secret = "---\napiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\n"
                + "metadata: {name: worker, namespace: payments}\ndata: {tls.crt: '***', tls.key: 5}\n";
        assertThat(LintRun.of(secret).findings()).extracting(Finding::id).containsExactly("Schema", "Schema");
    }

    @Test
    void aKindOfOursInAnotherGroupIsAnError() {
        for (String group : new String[] {"namespacecert.dev/v1alpha1", "v1", "''"}) {
            String bundle = bundle("accounting", inline(ROOT)).replace("namespacecerts.dev/v1alpha1", group);
            assertThat(LintRun.shortly(LintRun.of(bundle))).containsExactly("2 Error Schema");
        }
    }

    @Test
    void aFieldNamedSopsHidesNoObject() {
        String hidden = bundle("accounting", inline(STRANGER)) + "sops: {mac: x}\n";
        assertThat(LintRun.of(hidden).findings()).extracting(Finding::id).containsExactlyInAnyOrder("Schema", "CA-3");
        String map = configMap("cas", STRANGER) + "sops: {mac: x}\n" + bundle("accounting", reference("cas"));
        assertThat(LintRun.of(map).findings()).extracting(Finding::id).containsExactly("CA-3");
        assertThat(LintRun.of(hidden.replace("payments", "ENC[AES256_GCM,data:x]"))
                        .findings())
                .extracting(Finding::id)
                .containsExactly("Encrypted");
    }

    @Test
    void theKeyOfAClientIsInNoFinding() {
        var root = CertificateBuilder.root("CN=Acme Root").build();
        var leaf = CertificateBuilder.leaf("CN=worker").issuedBy(root).build();
        String key = leaf.privateKeyPem();
        String encoded = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
        String secret = "---\napiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\n"
                + "metadata: {name: worker, namespace: payments}\ndata:\n  tls.key: " + encoded
                + "\nstringData:\n  tls.crt: |\n" + STRANGER.indent(4);
        String manifests = bundle("accounting", inline(root.pem())) + "  clients:\n    - secretName: worker\n" + secret;
        LintResult result = LintRun.of(manifests);
        assertThat(result.findings()).isNotEmpty();
        assertThat(result.toString())
                .doesNotContain(encoded.substring(0, 40))
                .doesNotContain(key.lines().toList().get(1));
    }

    private static String configMap(String name, String pem) {
        return "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name
                + "\n  namespace: payments\ndata:\n  ca.crt: |\n" + pem.indent(4);
    }

    private static String bundle(String name, String sources) {
        return "---\napiVersion: namespacecerts.dev/v1alpha1\nkind: NamespaceCertificateBundle\nmetadata:\n  name: "
                + name + "\n  namespace: payments\nspec:\n  certificates:\n" + sources;
    }

    private static String reference(String map) {
        return "    - configMap:\n        name: " + map + "\n        key: ca.crt\n";
    }

    private static String inline(String pem) {
        return "    - inline: |\n" + pem.indent(8);
    }
}
