package dev.namespacecerts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.Kubectl;
import dev.namespacecerts.operator.OperatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the API server accepts and rejects: one file each. The first line of a rejected one is part of the expected
 * error.
 */
class ManifestsIT {
    private static final Path FOLDER = Path.of("src/test/resources/manifests");
    private static final String REFUSED = "# refused: ";

    private static Kubectl kubectl;

    @BeforeAll
    static void installCrds() {
        OperatorProcess.installCrds(ControlPlane.shared());
        kubectl = new Kubectl(ControlPlane.shared());
    }

    static Stream<Path> accepted() throws IOException {
        return Files.list(FOLDER.resolve("accepted")).map(Path::getFileName).sorted();
    }

    static Stream<Path> refused() throws IOException {
        return Files.list(FOLDER.resolve("refused")).map(Path::getFileName).sorted();
    }

    @ParameterizedTest
    @MethodSource
    void accepted(Path file) throws IOException {
        Kubectl.Answer answer =
                create(Files.readString(FOLDER.resolve("accepted").resolve(file)));
        assertThat(answer.text()).contains("created");
        assertThat(answer.exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void refused(Path file) throws IOException {
        String manifest = Files.readString(FOLDER.resolve("refused").resolve(file));
        assertThat(manifest).startsWith(REFUSED);
        Kubectl.Answer answer = create(manifest);
        assertThat(answer.exitCode()).isNotZero();
        assertThat(answer.text())
                .contains(manifest.lines().findFirst().orElseThrow().substring(REFUSED.length()));
    }

    @Test
    void inlineTextOfMoreThan245760CharactersIsRejected() {
        Kubectl.Answer answer = create(bundle("x".repeat(245_761)));
        assertThat(answer.text()).contains("245760");
        assertThat(answer.exitCode()).isNotZero();
    }

    /** The error never quotes the key, regardless of other errors and of the kind of request. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "a text that is too long",
                "two places",
                "another entry is wrong",
                "server-side apply",
                "a patch of a stored bundle"
            })
    void aPrivateKeyIsRejectedAndNotQuoted(String also) {
        String key = "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDB0aHJvd24tYXdheQ";
        String text = "-----BEGIN PRIVATE KEY-----\\n" + key + "\\n-----END PRIVATE KEY-----\\n"
                + (also.equals("a text that is too long") ? "x".repeat(245_760) : "");
        String manifest = bundle(text).replace("NAME", "with-a-key");
        Kubectl.Answer answer = switch (also) {
            case "two places" -> create(manifest.replace("\"}]", "\", configMap: {name: a, key: b}}]"));
            case "another entry is wrong" -> create(manifest.replace("\"}]", "\"}, {}]"));
            case "server-side apply" -> kubectl.call(manifest, "apply", "--server-side", "--dry-run=server", "-f", "-");
            case "a patch of a stored bundle" -> patchWith(text);
            default -> create(manifest);
        };
        assertThat(answer.exitCode()).isNotZero();
        assertThat(answer.text()).doesNotContain(key.substring(0, 24), key.substring(30));
        if (!also.equals("a text that is too long")) {
            assertThat(answer.text()).contains("inline holds a private key");
        }
    }

    private static Kubectl.Answer patchWith(String text) {
        kubectl.call(bundle("no key").replace("NAME", "patched"), "apply", "-f", "-");
        try {
            return kubectl.call(
                    "",
                    "patch",
                    "ncb",
                    "patched",
                    "--type=merge",
                    "-p",
                    "{\"spec\":{\"certificates\":[{\"inline\":\"" + text + "\"}]}}");
        } finally {
            kubectl.call("", "delete", "ncb", "patched");
        }
    }

    @Test
    void aTooLargeNumberInAStatusIsRejected() {
        String manifest = bundle("").replace("NAME", "counted");
        assertThat(kubectl.call(manifest, "apply", "-f", "-").exitCode()).isZero();
        Kubectl.Answer answer = kubectl.call(
                "",
                "patch",
                "ncb",
                "counted",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":{\"violationCount\":99999999999}}");
        kubectl.call("", "delete", "ncb", "counted");
        assertThat(answer.text()).contains("violationCount");
        assertThat(answer.exitCode()).isNotZero();
    }

    @Test
    void unknownFieldsAreRejectedByServerSideApplyToo() throws IOException {
        String manifest = Files.readString(FOLDER.resolve("refused/filter-with-a-misspelt-field.yaml"));
        Kubectl.Answer answer = kubectl.call(manifest, "apply", "--server-side", "--dry-run=server", "-f", "-");
        assertThat(answer.text()).contains("organisation");
        assertThat(answer.exitCode()).isNotZero();
    }

    @Test
    void theTemporalNamespaceOfABundleIsImmutableOnceSet() {
        kubectl.call("", "delete", "ncb", "immutable", "--ignore-not-found");
        String manifest = bundle("").replace("NAME", "immutable");
        assertThat(kubectl.call(manifest, "apply", "-f", "-").exitCode()).isZero();
        assertThat(patch("{\"spec\":{\"temporalNamespace\":\"a.b\"}}").exitCode())
                .isZero();
        assertThat(patch("{\"spec\":{\"temporalNamespace\":\"a.c\"}}").text())
                .contains("temporalNamespace is immutable once set");
        assertThat(patch("{\"spec\":{\"temporalNamespace\":null}}").text())
                .contains("temporalNamespace is immutable once set");
        kubectl.call("", "delete", "ncb", "immutable");
    }

    @Test
    void theBundleRefOfAFilterIsImmutable() {
        kubectl.call("", "delete", "ncf", "immutable", "--ignore-not-found");
        String manifest = """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: CertificateFilter
            metadata: {name: immutable, namespace: default}
            spec: {bundleRef: {name: one}, commonName: worker}
            """;
        assertThat(kubectl.call(manifest, "apply", "-f", "-").exitCode()).isZero();
        assertThat(kubectl.call(manifest.replace("one", "other"), "apply", "-f", "-")
                        .text())
                .contains("bundleRef is immutable");
        kubectl.call("", "delete", "ncf", "immutable");
    }

    @Test
    void kubectlExplainDescribesTheFields() {
        assertThat(kubectl.call("", "explain", "ncb.spec.certificates.secret.key")
                        .text())
                .contains("Not tls.key");
    }

    private static Kubectl.Answer patch(String patch) {
        return kubectl.call("", "patch", "ncb", "immutable", "--type=merge", "-p", patch);
    }

    private static Kubectl.Answer create(String manifest) {
        return kubectl.call(manifest, "create", "--dry-run=server", "-f", "-");
    }

    private static String bundle(String text) {
        return """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: NamespaceCertificateBundle
            metadata: {name: NAME, namespace: default}
            spec:
              certificates: [{inline: "%s"}]
            """.formatted(text);
    }
}
