package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.cli.adopt.Manifests;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command import writes manifests for files of tcld, and refuses what tcld would take for something wider. */
class ImportTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate OTHER =
            CertificateBuilder.root("CN=Other Root,O=Acme").build();

    @TempDir
    private Path folder;

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandRun of(String pem, String filters, String... more) {
        Stream<String> arguments = Stream.of(
                "--ca",
                file("ca.pem", pem),
                "--filters",
                file("filters.json", filters),
                "--temporal-namespace=accounting.a2dd6",
                "--name=accounting");
        return CommandRun.of(
                ImportCommand::new, Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void writesABundleAndItsFilters() {
        CommandRun run = of(
                "a comment\r\n" + (ROOT.pem() + OTHER.pem() + ROOT.pem()).replace("\n", "\r\n"),
                "{\"filters\": [{\"commonName\": \"*.payments\", \"organization\": \"Acme\"},"
                        + " {\"commonName\": \"\", \"subjectAlternativeName\": \"spiffe://acme/worker\"}]}",
                "--namespace=payments");
        List<JsonNode> manifests = Manifests.read(run.out());
        assertThat(run.err())
                .startsWith("Wrote a NamespaceCertificateBundle and 2 CertificateFilters.\n")
                .contains("Ready: True")
                .doesNotContain("Synchronized");
        assertThat(run.exitCode()).isZero();
        assertThat(manifests)
                .hasSize(3)
                .allMatch(one -> one.at("/metadata/namespace").asText().equals("payments"));
        JsonNode spec = manifests.get(0).get("spec");
        assertThat(spec.get("temporalNamespace").asText()).isEqualTo("accounting.a2dd6");
        assertThat(spec.has("cloud")).isFalse();
        assertThat(spec.at("/certificates/0/inline")
                        .asText()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList())
                .isEqualTo((ROOT.pem() + OTHER.pem()).lines().toList());
        assertThat(manifests.get(1).get("spec"))
                .hasToString(
                        "{\"bundleRef\":{\"name\":\"accounting\"},\"commonName\":\"*.payments\",\"organization\":\"Acme\"}");
        assertThat(manifests.get(2).get("spec"))
                .hasToString(
                        "{\"bundleRef\":{\"name\":\"accounting\"},\"subjectAlternativeName\":\"spiffe://acme/worker\"}");
    }

    @Test
    void judgesWhatItWrites() {
        CommandRun publicCa = of(PublicAuthority.pem(), "{}");
        assertThat(publicCa.exitCode()).isEqualTo(1);
        assertThat(publicCa.err()).contains("Error CA-6");
        assertThat(publicCa.out()).contains("kind: NamespaceCertificateBundle");
        CommandRun star = of(ROOT.pem(), "{\"filters\": [{\"commonName\": \"*\"}]}");
        assertThat(star.exitCode()).isEqualTo(1);
        assertThat(star.err()).contains("CertificateFilter \"accounting-filter\"", "Error CF-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|The JSON is empty",
                "[]|not an object",
                "{} {}|The JSON cannot be read",
                "{\"filters\":{}}|filters of the JSON is not a list",
                "{\"filters\":null}|filters of the JSON is not a list",
                "{\"filters\":[1]}|filters[0] of the JSON is not an object",
                "{\"filters\":[{\"commonName\":1}]}|filters[0].commonName of the JSON is not a text",
                "{\"filters\":[{\"commonName\":null}]}|filters[0].commonName of the JSON is not a text",
                "{\"filters\":[{\"commonName\":\"a\",\"commonName\":\"b\"}]}|Duplicate field 'commonName'",
                "{\"filters\":[{\"commonName\":\"a\",\"organisation\":\"b\"}]}|filters[0] has the unknown key \"organisation\". Write \"organization\". tcld ignores unknown keys",
                "{\"filters\":[{\"CommonName\":\"a\"}]}|\"CommonName\". Write \"commonName\".",
                "{\"filters\":[{\"common_name\":\"a\"}]}|\"common_name\". Write \"commonName\".",
                "{\"filters\":[{\"ou\":\"a\"}]}|\"ou\". Write \"organizationalUnit\".",
                "{\"filters\":[{\"organizationUnit\":\"a\"}]}|Write \"organizationalUnit\".",
                "{\"filters\":[{\"subjectAltName\":\"a\"}]}|Write \"subjectAlternativeName\".",
                "{\"filters\":[{\"country\":\"a\"}]}|\"country\". Known keys: \"commonName\", \"organization\"",
                "{\"Filters\":[]}|The file has the unknown key \"Filters\". Write \"filters\".",
                "{\"certificateFilters\":[]}|Write \"filters\".",
                "{\"filters\":[{}]}|filters[0] sets no field",
                "{\"filters\":[{\"commonName\":\" \\u00a0\"}]}|filters[0] sets no field, or only white space",
                "{\"filters\":[{\"commonName\":\"a\"},{\"commonName\":\"a\",\"organization\":\"\"}]}|filters[1] has the same fields as filters[0]",
                "{\"filters\":[{\"commonName\":\"\\ud800\"}]}|not valid Unicode",
                "{\"filters\":[{\"a\\u001b[2J\\u202e\":\"x\"}]}|\"a\\u{001B}[2J\\u{202E}\"",
            })
    void otherFiltersAreRefused(String json, String message) {
        CommandRun run = of(ROOT.pem(), json);
        assertThat(run.err()).contains(message).doesNotContain("\tat ").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void limitsHold() {
        assertThat(of(ROOT.pem(), "[".repeat(1_000_000)).err()).contains("The JSON cannot be read");
        assertThat(of(ROOT.pem(), " ".repeat(4 * 1024 * 1024 + 1)).err()).contains("is larger than 4194304 bytes");
        assertThat(of(" ".repeat(1024 * 1024 + 1), "{}").err()).contains("is larger than 1048576 bytes");
        assertThat(of(ROOT.pem(), "{\"filters\":[{\"commonName\":\"" + "x".repeat(1_025) + "\"}]}")
                        .err())
                .contains("more than 1024 characters");
        assertThat(of(ROOT.pem(), filters(101)).err()).contains("At most 100 are written");
        assertThat(of(ROOT.pem(), filters(1_001)).err()).contains("At most 1000 are read");
        assertThat(of(ROOT.pem(), filters(26)).err()).contains("CF-3");
    }

    private static String filters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"commonName\":\"c" + i + "\"}")
                .collect(Collectors.joining(",", "{\"filters\":[", "]}"));
    }

    @Test
    void aPrivateKeyIsNamedAndNotShown() {
        CommandRun inCa = of(ROOT.pem() + ROOT.privateKeyPem(), "{}");
        assertThat(inCa.err()).contains("PEM block 2 of --ca", "it is a private key", "treat the key as disclosed");
        CommandRun inFilters = of(ROOT.pem(), ROOT.privateKeyPem());
        String bare = ROOT.privateKeyPem().lines().skip(1).limit(2).collect(Collectors.joining());
        CommandRun bareInFilters = of(ROOT.pem(), bare);
        for (CommandRun run : List.of(inCa, inFilters, bareInFilters)) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).doesNotContain(bare.substring(0, 10), bare.substring(30, 40));
        }
    }

    @Test
    void aCaFileThatIsNotPemIsDescribed() {
        assertThat(of("", "{}").err()).contains("There is no CA certificate in --ca", "The text is empty.");
        String base64 = java.util.Base64.getEncoder().encodeToString(ROOT.pem().getBytes(StandardCharsets.US_ASCII));
        assertThat(of(base64, "{}").err()).contains("The text is not PEM but base64 of PEM.");
        assertThat(of("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n", "{}")
                        .err())
                .contains("PEM block 1 of --ca is not a certificate: its base64 is malformed");
    }

    @Test
    void aWrongOptionIsRefused() {
        assertThat(of(ROOT.pem(), "{}", "--namespace=a.b").exitCode()).isEqualTo(2);
        assertThat(of(ROOT.pem(), "{}", "--output=/").err()).contains("--output: file \"/\" is a folder");
        CommandRun run = CommandRun.of(
                ImportCommand::new,
                "--ca",
                folder.resolve("absent.pem").toString(),
                "--temporal-namespace=accounting.a2dd6",
                "--name=accounting");
        assertThat(run.err()).contains("--ca: file", "does not exist").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
        CommandRun selfHosted = CommandRun.of(
                ImportCommand::new,
                "--ca",
                file("ca.pem", ROOT.pem()),
                "--temporal-namespace=default",
                "--name=accounting");
        assertThat(selfHosted.err()).contains("is not of the form <name>.<account>");
    }
}
