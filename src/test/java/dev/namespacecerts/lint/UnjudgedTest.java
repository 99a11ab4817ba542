package dev.namespacecerts.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What something else fills in is not judged; what only looks like it is. */
class UnjudgedTest {
    private static final String FILTER = """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: CertificateFilter
            metadata: {name: workers, namespace: payments, labels: {}}
            spec: {bundleRef: {name: missing}, commonName: "VALUE"}
            """;
    private static final String FLUX = """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: apps, namespace: flux-system}
            spec: {path: ./apps, postBuild: {substitute: {cn: worker}}}
            """;

    @TempDir
    private Path folder;

    private static String filter(String commonName) {
        return FILTER.replace("VALUE", commonName);
    }

    private List<String> lint(String flux, String place, String commonName) throws IOException {
        write("clusters/production/apps.yaml", flux);
        write(place, filter(commonName));
        return LintRun.shortly(LintRun.of(folder));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void aVariableThatFluxReplacesIsNotJudged() throws IOException {
        assertThat(lint(FLUX, "apps/payments/filter.yaml", "${cn}")).containsExactly("4 Note NotJudged");
        assertThat(lint(FLUX, "apps/payments/filter.yaml", "worker")).containsExactly("4 Error CF-5");
    }

    @Test
    void aVariableThatNothingReplacesIsAText() throws IOException {
        assertThat(lint(FLUX, "other/filter.yaml", "${cn}")).containsExactly("4 Error CF-5");
        assertThat(lint(FLUX, "apps2/filter.yaml", "${cn}")).containsExactly("4 Error CF-5", "4 Error CF-5");
        assertThat(LintRun.shortly(LintRun.of(filter("${cn}")))).containsExactly("4 Error CF-5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postBuild: {}", "prune: true"})
    void aKustomizationOfFluxWithoutVariablesReplacesNone(String field) throws IOException {
        String flux = FLUX.replace("postBuild: {substitute: {cn: worker}}", field);
        assertThat(lint(flux, "apps/filter.yaml", "${cn}")).containsExactly("4 Error CF-5");
    }

    @Test
    void anObjectMayRefuseThatFluxReplacesItsVariables() throws IOException {
        String refuses = filter("${cn}").replace("{}", "{kustomize.toolkit.fluxcd.io/substitute: disabled}");
        write("clusters/production/apps.yaml", FLUX);
        write("apps/filter.yaml", refuses);
        assertThat(LintRun.shortly(LintRun.of(folder))).containsExactly("4 Error CF-5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "./", "../..", "\\0"})
    void anUnusualPathOfFluxIsNoFailure(String path) throws IOException {
        String flux = FLUX.replace("./apps", "\"" + path + "\"");
        assertThat(lint(flux, "apps/filter.yaml", "${cn}")).hasSize(1);
    }

    @Test
    void aPlaceholderIsNotJudged() {
        assertThat(LintRun.shortly(LintRun.of(filter("{{ cn }}")))).containsExactly("4 Note NotJudged");
        assertThat(LintRun.shortly(LintRun.of(filter("{{ cn")))).containsExactly("4 Error CF-5");
        assertThat(LintRun.shortly(LintRun.of(filter("{% if cn %}")))).containsExactly("4 Note NotJudged");
    }

    @Test
    void aTemplateIsAnErrorIfAllMustBeJudged() {
        assertThat(LintRun.shortly(LintRun.of(filter("{{ cn }}"), true))).containsExactly("4 Error NotJudged");
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", ".terraform", ".terragrunt-cache", "node_modules"})
    void whatToolsFetchIsNotRead(String tool) throws IOException {
        write("infra/" + tool + "/module/filter.yaml", filter("worker"));
        assertThat(LintRun.of(folder).files()).isZero();
    }
}
