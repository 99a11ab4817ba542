package dev.namespacecerts.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.namespacecerts.testing.CertificateBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kustomizations that RealTreesTest and KustomizeIT do not have: hostile, and those that leave objects unjudged. */
class KustomizationTest {
    private static final String BUNDLE = """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: NamespaceCertificateBundle
            metadata: {name: accounting, namespace: payments}
            spec:
              certificates:
                - configMap: {name: cas, key: ca.crt}
            """;
    private static final String GENERATOR = """
            resources: [bundle.yaml]
            generatorOptions: {disableNameSuffixHash: true}
            configMapGenerator:
              - name: cas
                namespace: payments
                files: [ca.crt=FILE]
            """;
    private static final String ISSUING = CertificateBuilder.intermediate("CN=Acme Issuing")
            .issuedBy(CertificateBuilder.root("CN=Acme Root").build())
            .build()
            .pem();

    @TempDir
    private Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Of the folder {@code tree}, without what is beside it. */
    private List<String> lint() {
        return LintRun.shortly(LintRun.of(folder.resolve("tree")));
    }

    @Test
    void aGeneratedConfigMapIsJudgedAtItsFile() throws IOException {
        write("tree/bundle.yaml", BUNDLE);
        write("tree/kustomization.yaml", GENERATOR.replace("FILE", "pem/ca.pem"));
        write("tree/pem/ca.pem", "# Acme\n" + ISSUING);
        assertThat(LintRun.of(folder.resolve("tree")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo("CA-3");
                    assertThat(finding.place().file()).endsWith("tree/pem/ca.pem");
                    assertThat(finding.place().line()).isEqualTo(2);
                });
    }

    @Test
    void noFileOutsideTheGivenPathsIsRead() throws IOException {
        write("tree/bundle.yaml", BUNDLE);
        write("secret.pem", ISSUING);
        Files.createSymbolicLink(folder.resolve("tree/link.pem"), folder.resolve("secret.pem"));
        Files.createSymbolicLink(folder.resolve("tree/linked"), folder);
        for (String file :
                List.of("../secret.pem", "link.pem", "linked/secret.pem", "" + folder.resolve("secret.pem"))) {
            write("tree/kustomization.yaml", GENERATOR.replace("FILE", file));
            assertThat(lint()).as(file).contains("6 Note SourceNotFound").doesNotContain("2 Error CA-3");
        }
    }

    @Test
    void kustomizationsThatIncludeEachOtherAreAnError() throws IOException {
        write("tree/a/kustomization.yaml", "resources: [../b, bundle.yaml]\n");
        write("tree/a/bundle.yaml", BUNDLE);
        write("tree/b/kustomization.yaml", "resources: [../a]\n");
        assertThat(lint()).contains("0 Error Unreadable", "6 Note SourceNotFound");
    }

    @Test
    void kustomizationsThatIncludeEachOtherExponentiallyOftenAreAnError() throws IOException {
        for (int i = 0; i < 30; i++) {
            String next = "../" + (i + 1);
            write("tree/" + i + "/kustomization.yaml", "resources: [" + next + ", " + next + ", " + next + "/]\n");
        }
        write("tree/30/kustomization.yaml", "resources: [bundle.yaml]\n");
        write("tree/30/bundle.yaml", BUNDLE);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(lint()).contains("0 Error Unreadable"));
    }

    @Test
    void oneFileGeneratedOftenTakesBoundedMemory() throws IOException {
        write("tree/ca.pem", "x".repeat(1_000_000));
        String again = "      - ca.pem\n";
        String generator = "  - name: cas\n    files:\n" + again.repeat(50);
        write("tree/kustomization.yaml", "configMapGenerator:\n" + generator.repeat(1_000));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(lint()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patches: [{target: {kind: Namespace.*}, patch: '[]'}]",
                "patches: [{path: of-another-name.txt}]",
                "patches: [{target: {name: accounting}, path: of-another-name.txt}]",
                "patchesStrategicMerge: [\"apiVersion: namespacecerts.dev/v1alpha1\\nkind: NamespaceCertificateBundle\\n"
                        + "metadata: {name: accounting}\\n\"]",
                "namePrefix: x-\npatchesJson6902: [{target: {kind: NamespaceCertificateBundle, name: accounting}}]",
                "replacements: [{path: any.yaml}]",
                "transformers: [any.yaml]",
                "configurations: [any.yaml]",
                "vars: [{name: X}]",
                "fieldOfTheFuture: {a: b}",
                "fieldOfTheFuture: a",
                "labels: [{pairs: {a: b}, fields: [{path: spec/temporalNamespace}]}]",
            })
    void whatMayBeChangedIsNotJudged(String change) throws IOException {
        write("tree/bundle.yaml", BUNDLE);
        write("tree/kustomization.yaml", "resources: [bundle.yaml]\n" + change + "\n");
        LintResult result = LintRun.of(folder.resolve("tree"));
        assertThat(result.findings()).extracting(Finding::id).containsExactly("NotJudged");
        assertThat(result.findings().get(0).place().file()).endsWith("kustomization.yaml");
        assertThat(result.judged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patches: [{target: {kind: Deployment}, patch: '[]'}]",
                "patches: [{target: {kind: NamespaceCertificateBundle, name: reporting}, patch: '[]'}]",
                "patches: [{target: {group: apps}, patch: '[]'}]",
                "images: [{name: worker, newTag: v2}]",
                "commonAnnotations: {a: b}",
                "buildMetadata: [originAnnotations]",
            })
    void whatIsNotChangedIsJudged(String change) throws IOException {
        write("tree/bundle.yaml", BUNDLE);
        write("tree/kustomization.yaml", "resources: [bundle.yaml]\n" + change + "\n");
        assertThat(lint()).containsExactly("6 Note SourceNotFound");
    }

    @Test
    void aPatchWithoutItsBaseIsNotJudged() throws IOException {
        write("tree/patch.yaml", BUNDLE + "    - configMap: {unknown: field}\n");
        write("tree/kustomization.yaml", "resources: [../base]\npatches: [{path: patch.yaml}]\n");
        assertThat(lint()).containsExactly("1 Note NotJudged", "1 Note NotJudged");
    }

    @Test
    void aVariableThatFluxReplacesInABaseIsNotJudged() throws IOException {
        write("tree/base/bundle.yaml", BUNDLE.replace("name: cas", "name: \"${cas}\""));
        write("tree/base/kustomization.yaml", "resources: [bundle.yaml]\n");
        write("tree/production/kustomization.yaml", "resources: [../base]\n");
        write("tree/flux.yaml", """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps}
                spec: {path: ./production, postBuild: {substitute: {cas: cas}}}
                """);
        assertThat(lint()).containsExactly("6 Note NotJudged");
    }

    @Test
    void aKustomizationThatIsNoYamlIsAnError() throws IOException {
        write("tree/kustomization.yaml", "resources: [");
        assertThat(lint()).containsExactly("1 Error Unreadable");
    }
}
