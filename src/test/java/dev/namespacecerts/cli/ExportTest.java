package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command export writes valid bundles only, and replaces nothing by accident. */
class ExportTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate OTHER =
            CertificateBuilder.root("CN=Other Root,O=Acme").build();

    @TempDir
    private Path folder;

    static String bundle(String name, String pem, String more) {
        return """
                apiVersion: namespacecerts.dev/v1alpha1
                kind: NamespaceCertificateBundle
                metadata: {name: %s, namespace: payments}
                spec:
                  temporalNamespace: %s.a2dd6
                  %s
                  certificates:
                  - inline: |
                %s
                ---
                """.formatted(name, name, more, pem.indent(6).stripTrailing());
    }

    static String filter(String name, String bundle, String field) {
        return """
                apiVersion: namespacecerts.dev/v1alpha1
                kind: CertificateFilter
                metadata: {name: %s, namespace: payments}
                spec:
                  bundleRef: {name: %s}
                  %s
                ---
                """.formatted(name, bundle, field);
    }

    private static final String VALID = bundle("accounting", ROOT.pem() + OTHER.pem(), "filterPolicy: Required")
            + filter("b", "accounting", "commonName: \"*.payments\"")
            + filter("a", "accounting", "organization: Acme");

    private static CommandRun run(String manifests, String... arguments) {
        InputStream in = new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8));
        return CommandRun.of((clock, out, err) -> new ExportCommand(clock, in, out, err), arguments);
    }

    private static CommandRun of(String manifests, String... more) {
        return run(
                manifests,
                Stream.concat(Stream.of("accounting", "-f", "-"), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anUnknownFormatNamesEachFormatOnce() {
        NcbRun run = NcbRun.of("export", "x", "--format=foo");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected one of [tcld, terraform, cloud-api, temporal-server] but was \"foo\"");
    }

    @Test
    void writesFilesForTcldAndItsCommands() {
        CommandRun run = of(VALID, "--format=tcld", "--output=" + folder.resolve("new"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(read("new/ca.pem")).isEqualTo(ROOT.pem() + OTHER.pem());
        assertThat(read("new/filters.json").replaceAll("\\s", ""))
                .isEqualTo("{\"filters\":[{\"organization\":\"Acme\"},{\"commonName\":\"*.payments\"}]}");
        assertThat(run.out().lines())
                .containsExactly(
                        "tcld namespace certificate-filters import --namespace accounting.a2dd6"
                                + " --certificate-filter-file " + folder + "/new/filters.json",
                        "tcld namespace accepted-client-ca set --namespace accounting.a2dd6 --ca-certificate-file "
                                + folder + "/new/ca.pem");
        assertThat(run.err()).contains("Wrote " + folder + "/new/ca.pem.", "Wrote " + folder + "/new/filters.json.");
        assertThat(folder.resolve("new"))
                .isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    }

    @Test
    void otherContentIsReplacedOnlyIfAsked() throws IOException {
        String output = "--output=" + folder;
        assertThat(of(VALID, "--format=tcld", output).exitCode()).isZero();
        assertThat(of(VALID, "--format=tcld", output).err()).contains(folder + "/ca.pem is up to date.");
        Files.writeString(folder.resolve("filters.json"), "{}");
        Files.delete(folder.resolve("ca.pem"));
        CommandRun refused = of(VALID, "--format=tcld", output);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("filters.json exists and has other content");
        assertThat(folder.resolve("ca.pem")).as("all or nothing").doesNotExist();
        assertThat(of(VALID, "--format=tcld", output, "--overwrite").exitCode()).isZero();
        assertThat(read("filters.json")).contains("*.payments");
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "x");
        Files.createSymbolicLink(folder.resolve("ca.pem"), elsewhere);
        CommandRun run = of(VALID, "--format=tcld", "--output=" + folder, "--overwrite");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(read("elsewhere")).isEqualTo("x");
    }

    @Test
    void onePartGoesToStandardOutput() {
        assertThat(of(VALID, "--format=tcld", "--part=ca").out()).isEqualTo(ROOT.pem() + OTHER.pem());
        assertThat(of(VALID, "--format=tcld", "--part=filters").out()).startsWith("{\n  \"filters\"");
        assertThat(of(VALID, "--format=terraform").out()).contains("locals {\n  accounting = {\n");
        assertThat(of(VALID, "--format=terraform", "--part=tfvars").out()).startsWith("{\n  \"accepted_client_ca\"");
        assertThat(of(VALID, "--format=cloud-api").out()).startsWith("{\n  \"mtlsAuth\"");
        assertThat(of(VALID, "--format=temporal-server").out()).contains("requireClientAuth: true", "clientCaData:");
        assertThat(of(VALID, "--format=temporal-server", "--client-ca-file=/x", "--part=config")
                        .out())
                .contains("clientCaFiles:\n          - '/x'\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--format=tcld,There are several files",
        "--format=tcld --part=tf,\"tf\". The format tcld has ca and filters",
        "--format=temporal-server --part=ca,needs --client-ca-file",
        "--format=temporal-server --client-ca-file=/x,There are several files",
        "--format=tcld --part=ca --client-ca-file=/x,--client-ca-file is for the format temporal-server",
        "--format=helm,Invalid value for option '--format'",
        "--part=ca,Missing required option: '--format=<format>'",
    })
    void wrongUsageIsRefused(String arguments, String message) {
        CommandRun run = of(VALID, arguments.split(" "));
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anInvalidBundleIsNotExported() {
        HeldCertificate expired = CertificateBuilder.root("CN=Old Root")
                .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
                .notAfter(Instant.parse("2021-01-01T00:00:00Z"))
                .build();
        String source = "certificates: [{configMap: {name: x, key: ca.crt}}]";
        for (String[] invalid : new String[][] {
            {bundle("accounting", expired.pem(), ""), "Error CA-7"},
            {bundle("accounting", ROOT.pem() + ROOT.privateKeyPem(), ""), "Error CA-10"},
            {bundle("accounting", "", "").replaceAll("(?s)certificates:.*", source), "Error"},
            {VALID + filter("c", "accounting", "commonName: '*'"), "Error CF-2"},
            {bundle("accounting", PublicAuthority.pem(), ""), "Error CA-6"},
        }) {
            CommandRun run = of(invalid[0], "--format=cloud-api", "--output=" + folder.resolve("new"));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
            assertThat(run.err())
                    .contains(invalid[1], "Nothing is exported")
                    .doesNotContain(ROOT.privateKeyPem().substring(30, 60));
            assertThat(run.out()).isEmpty();
            assertThat(folder.resolve("new")).doesNotExist();
        }
    }

    /** What is valid in a cluster, but would be wider or different in the format. */
    @Test
    void accessNeverBecomesWiderUnnoticed() {
        String required = bundle("accounting", ROOT.pem(), "filterPolicy: Required");
        CommandRun open = of(required, "--format=cloud-api");
        assertThat(open.exitCode()).isEqualTo(1);
        assertThat(open.err()).contains("spec.filterPolicy is Required");
        assertThat(of(bundle("accounting", ROOT.pem(), ""), "--format=cloud-api")
                        .err())
                .contains("The bundle has no filters: Temporal Cloud accepts every client of these CAs.");
        assertThat(of(VALID, "--format=temporal-server").err())
                .contains("A Temporal server has no certificate filters", "2 filters");
        String publicCa =
                bundle("accounting", PublicAuthority.pem(), "MORE") + filter("a", "accounting", "organization: Acme");
        assertThat(of(publicCa.replace("MORE", ""), "--format=cloud-api").exitCode())
                .isZero();
        CommandRun server = of(publicCa.replace("MORE", ""), "--format=temporal-server");
        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.err()).contains("is a public CA");
        String allowed = "publish: {configMap: {name: x, key: ca.crt}, wellKnownAuthorities: Allow}";
        assertThat(of(publicCa.replace("MORE", allowed), "--format=temporal-server")
                        .exitCode())
                .isZero();
        String demo = bundle("accounting", ROOT.pem(), "demo: {authority: {organization: Acme}}");
        assertThat(of(demo, "--format=cloud-api").err()).contains("The bundle has spec.demo");
        CommandRun decomposed =
                of(VALID + filter("d", "accounting", "commonName: \"Bu\\u0308ro\""), "--format=terraform");
        assertThat(decomposed.exitCode()).isEqualTo(1);
        assertThat(decomposed.err()).contains("Unicode Normalization Form C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec: [", "spec: *b", "spec: {a: 1"})
    void nothingIsExportedBesideWhatCannotBeRead(String broken) {
        CommandRun run = of(VALID + "kind: CertificateFilter\n" + broken, "--format=cloud-api");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Filters may be among what could not be read");
    }

    /** A template may make any filter. */
    @ParameterizedTest
    @ValueSource(strings = {"{{ toYaml .Values.filter }}", "  organization: \"{{ organization }}\""})
    void nothingIsExportedBesideATemplate(String template) {
        CommandRun run = of(
                VALID + "apiVersion: namespacecerts.dev/v1alpha1\nkind: CertificateFilter\nspec:\n" + template,
                "--format=cloud-api");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Filters may be among what could not be read");
    }

    /** Jackson would drop or convert what kubectl refuses, and the filter would match other clients. */
    @ParameterizedTest
    @CsvSource({"organisation: Acme,organisation", "organization: 7,organization"})
    void aFilterThatKubectlRefusesIsNotExported(String field, String name) {
        CommandRun run = of(VALID + filter("c", "accounting", "commonName: a\n  " + field), "--format=cloud-api");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains(name);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void findsTheBundle() throws IOException {
        String other = bundle("accounting", OTHER.pem(), "")
                .replace("namespace: payments", "namespace: books")
                .replace("a2dd6", "b3ee7");
        assertThat(of(VALID + other, "--format=cloud-api").err()).contains("There are several bundles: -:");
        assertThat(run(VALID + other, "books/accounting", "-f", "-", "--format=tcld", "--part=ca")
                        .out())
                .isEqualTo(OTHER.pem());
        assertThat(run(VALID, "absent", "-f", "-", "--format=cloud-api").err())
                .contains("There is no readable NamespaceCertificateBundle \"absent\"");
        String file = Files.writeString(folder.resolve("bundle.yaml"), other).toString();
        assertThat(run("", file, "--format=tcld", "--part=ca").out()).isEqualTo(OTHER.pem());
        assertThat(run("", "accounting", "-f", folder.toString(), "--format=tcld", "--part=ca")
                        .out())
                .isEqualTo(OTHER.pem());
    }

    /** What was imported is exported as it was, and the other way round. */
    @Test
    void importAndExportAreInverse() throws IOException {
        assertThat(of(VALID, "--format=tcld", "--output=" + folder).exitCode()).isZero();
        String ca = read("ca.pem");
        CommandRun imported = imported("--namespace=payments");
        Files.delete(folder.resolve("ca.pem"));
        Files.delete(folder.resolve("filters.json"));
        assertThat(of(imported.out(), "--format=tcld", "--output=" + folder).exitCode())
                .isZero();
        assertThat(read("ca.pem")).isEqualTo(ca);
        assertThat(imported("--namespace=payments").out()).isEqualTo(imported.out());
        String filters = read("filters.json");
        assertThat(of(imported.out(), "--format=tcld", "--output=" + folder).err())
                .contains("filters.json is up to date");
        assertThat(read("filters.json")).isEqualTo(filters);
    }

    private CommandRun imported(String... more) {
        return CommandRun.of(
                ImportCommand::new,
                Stream.concat(
                                Stream.of(
                                        "--ca=" + folder.resolve("ca.pem"),
                                        "--filters=" + folder.resolve("filters.json"),
                                        "--temporal-namespace=accounting.a2dd6",
                                        "--name=accounting"),
                                Arrays.stream(more))
                        .toArray(String[]::new));
    }
}
