package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.namespacecerts.cli.adopt.Manifests;
import dev.namespacecerts.cli.adopt.TcldJson;
import dev.namespacecerts.cli.adopt.TcldNamespace;
import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import dev.namespacecerts.x509.PemReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command adopt writes manifests for what tcld prints, and refuses anything else. */
class AdoptFromTcldTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/adopt");
    private static final String NAME = "accounting.a2dd6";
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();

    @TempDir
    private Path folder;

    private static AdoptRun of(String json) {
        return AdoptRun.ofTcld(json.getBytes(StandardCharsets.UTF_8));
    }

    private static CloudFilter commonName(String text) {
        return new CloudFilter(text, "", "", "");
    }

    private static JsonNode spec(AdoptRun run, int manifest) {
        return Manifests.read(run.out()).get(manifest).get("spec");
    }

    /** The input is what tcld 0.14.1 prints for its own message. */
    @Test
    void goldenFiles() throws IOException {
        AdoptRun run = AdoptRun.of(
                Map.of(),
                new byte[0],
                "--from-tcld",
                GOLDEN.resolve("in-namespace.json").toString(),
                "--namespace",
                "payments");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN.resolve("out-manifests.yaml"), run.out());
            Files.writeString(GOLDEN.resolve("out-verdict.txt"), run.err());
        }
        assertThat(run.out())
                .as("renew it with -Dgolden.update=true, and read the difference")
                .isEqualTo(Files.readString(GOLDEN.resolve("out-manifests.yaml")));
        assertThat(run.err()).isEqualTo(Files.readString(GOLDEN.resolve("out-verdict.txt")));
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aValidNamespaceHasNoDifference() {
        AdoptRun run = AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem(), commonName("worker")));
        assertThat(run.err()).contains("Ready: True", "Synchronized: True. Mode Observe shows no difference.");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void theOrderOfFiltersDoesNotCount() {
        AdoptRun run =
                AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem(), commonName("a b"), commonName("a-b"), commonName("*")));
        AdoptRun other =
                AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem(), commonName("*"), commonName("a-b"), commonName("a b")));
        assertThat(run.out())
                .isEqualTo(other.out())
                .contains("name: accounting-a-b\n", "name: accounting-a-b-2\n", "name: accounting-filter\n");
        assertThat(run.exitCode()).as("CF-2 rejects a mere *").isEqualTo(1);
        assertThat(run.err()).contains("CertificateFilter \"accounting-filter\"", "Error CF-2");
    }

    @Test
    void aFilterThatWouldBeTrimmedIsADifference() {
        AdoptRun run = AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem(), commonName("worker ")));
        assertThat(run.err()).contains("Synchronized: False, Differs.", "1 filter missing there, 1 filter only there");
    }

    @Test
    void aPublicCaNeedsAFilter() {
        AdoptRun run = AdoptRun.ofTcld(TcldJson.of(NAME, PublicAuthority.pem()));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Error CA-6");
        assertThat(run.out()).contains("kind: NamespaceCertificateBundle");
    }

    @Test
    void optionsNameTheObjectsAndTheFile() throws IOException {
        Path file = folder.resolve("adopted.yaml");
        AdoptRun run = AdoptRun.ofTcld(
                TcldJson.of(NAME, ROOT.pem(), commonName("worker")),
                "--name=books",
                "--namespace=payments",
                "--connection=cloud",
                "--output=" + file);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Wrote a NamespaceCertificateBundle and 1 CertificateFilter to " + file);
        assertThat(Files.readString(file))
                .contains("name: books\n", "name: books-worker\n", "name: cloud\n", "namespace: payments\n");
    }

    @ParameterizedTest
    @CsvSource({"--name,Books", "--name,a..b", "--namespace,a.b", "--connection,''", "--output,/"})
    void aWrongOptionIsRefused(String option, String value) {
        AdoptRun run = AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem()), option, value);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(option);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|The JSON is empty",
                "{|The JSON cannot be read",
                "[]|not an object",
                "{} {}|The JSON cannot be read",
                "{`namespace`: 'a.b'}|cannot be read",
                "{\"spec\":{}}|no field namespace",
                "{\"namespace\":\"a.b\"}|no object spec",
                "{\"namespace\":\"a.b\",\"spec\":[]}|no object spec",
                "{\"namespace\":1,\"spec\":{}}|namespace of the JSON is not a text",
                "{\"namespace\":\"a.b\",\"namespace\":\"c.d\",\"spec\":{}}|Duplicate field",
                "{\"namespace\":\"a.b\",\"spec\":{}}|no CA certificate in the accepted CAs",
                "{\"namespace\":\"a.b\",\"spec\":{\"acceptedClientCa\":\"!\"}}|not base64",
                "{\"namespace\":\"a.b\",\"spec\":{\"acceptedClientCa\":\"eA==\"}}|no CA certificate in the accepted CAs",
                "{\"namespace\":\"a.b\",\"spec\":{\"certificateFilters\":{}}}|not a list",
                "{\"namespace\":\"a.b\",\"spec\":{\"certificateFilters\":[1]}}|certificateFilters[0] of the JSON is not an object",
                "{\"namespace\":\"a.b\",\"spec\":{\"certificateFilters\":[{\"commonName\":[]}]}}|[0].commonName of the JSON is not a text",
                "{\"namespace\":\"a\\nb: c\",\"spec\":{}}|\"a\\u{000A}b: c\", is not of the form <name>.<account>",
            })
    void otherJsonIsRefused(String json, String message) {
        AdoptRun run = of(json);
        assertThat(run.err()).contains(message).doesNotContain("\tat ").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void limitsHoldBeforeParsing() {
        assertThat(AdoptRun.ofTcld(new byte[TcldNamespace.MOST_BYTES + 1]).err())
                .contains("larger than 4194304 bytes");
        assertThat(of("[".repeat(1_000_000)).err()).contains("The JSON cannot be read");
        assertThat(of("{\"" + "x".repeat(1_000_000) + "\":1}").err()).contains("The JSON cannot be read");
        assertThat(of("{\"namespace\":" + "1".repeat(1_000_000)).err()).contains("The JSON cannot be read");
        assertThat(AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem().repeat(10), commonName("x".repeat(1025))))
                        .err())
                .contains("more than 1024 characters");
        String halved = new String(TcldJson.of(NAME, ROOT.pem(), commonName("HALF")), StandardCharsets.UTF_8)
                .replace("HALF", "\\ud800");
        assertThat(of(halved).err()).contains("not valid Unicode");
        CloudFilter[] many =
                IntStream.range(0, 101).mapToObj(i -> commonName("c" + i)).toArray(CloudFilter[]::new);
        assertThat(AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem(), many)).err()).contains("At most 100 are written");
    }

    @Test
    void aPrivateKeyIsNotWritten() {
        AdoptRun run = AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem() + ROOT.privateKeyPem()));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("PEM block 2", "it is a private key", "treat the key as disclosed");
        assertThat(run.out()).isEmpty();
    }

    /** What a subject has cannot end its comment, begin a block, or look like a private key. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n-----BEGIN CERTIFICATE-----\nb",
                "-----BEGIN CERTIFICATE-----",
                "x -----END CERTIFICATE-----",
                "PRIVATE KEY-----",
                "a\r\n---\nkind: Secret",
                "\u2028\u0085\u0000\u001b[2J\u202e",
                "  # : - {}[]&*!|>'\"%@` ",
                "\t\ud83d\ude00\ufffe",
            })
    void aSubjectStaysInItsComment(String commonName) {
        HeldCertificate hostile = CertificateBuilder.root("CN=x")
                .subject(new X500NameBuilder().addRDN(BCStyle.CN, commonName).build())
                .build();
        AdoptRun run = AdoptRun.ofTcld(TcldJson.of(NAME, hostile.pem() + ROOT.pem()));
        assertThat(Manifests.read(run.out())).hasSize(1);
        String inline = spec(run, 0).get("certificates").get(0).get("inline").textValue();
        assertThat(inline.lines().filter(line -> line.startsWith("# "))).hasSize(2);
        assertThat(inline).doesNotContain("VATE KEY--");
        assertThat(inline.lines().filter(line -> !line.startsWith("# ")).toList())
                .isEqualTo((hostile.pem() + ROOT.pem()).lines().toList());
        assertThat(PemReader.read(inline.getBytes(StandardCharsets.UTF_8)))
                .hasSize(2)
                .allMatch(block -> block.der() != null && block.problem() == null);
        assertThat(run.out() + run.err()).doesNotContain("\u001b", "\u2028", "\u202e", "\u0000");
    }

    /** Values that some reader of YAML takes for something other than a text, or for a part of the document. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "no",
                "on",
                "off",
                "y",
                "N",
                "true",
                "null",
                "Null",
                "~",
                "007",
                "1e3",
                "0x1F",
                "0o17",
                "1_000",
                "12:30:45",
                "2026-01-01",
                ".inf",
                ".NaN",
                "<<",
                "=",
                "!!str x",
                "&a",
                "*a",
                "*.payments",
                "- a",
                "? a",
                "a: b",
                "a #b",
                "#b",
                "{a}",
                "[a]",
                "%a",
                "@a",
                "`a",
                "'a'",
                "\"a\"",
                "|",
                ">",
                "a\nb",
                "a\n---\nkind: Secret\n",
                "\na",
                " a",
                "a\t",
                "\\",
                "\u0000",
                "\u0007",
                "\u0085",
                "\u2028",
                "\u2029",
                "\ufeff",
                "\ud83d\ude00",
                "Büro",
                "-----END CERTIFICATE-----\n"
            })
    void valuesArriveAsTheyAre(String value) {
        AdoptRun run = AdoptRun.ofTcld(TcldJson.of(NAME, ROOT.pem(), new CloudFilter("a", value, "", "")));
        assertThat(Manifests.read(run.out())).hasSize(2);
        assertThat(spec(run, 1).get("organization")).isEqualTo(TextNode.valueOf(value));
    }
}
