package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command inspect reads what OpenSSL and keytool write, and says what it read. */
class InspectFormatsTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate LEAF =
            CertificateBuilder.leaf("CN=worker,O=Acme").issuedBy(ROOT).build();

    @TempDir
    private Path folder;

    private void openssl(String arguments) throws IOException {
        Files.writeString(folder.resolve("root.pem"), ROOT.pem());
        Files.writeString(folder.resolve("leaf.pem"), LEAF.pem());
        Files.writeString(folder.resolve("leaf.key"), LEAF.privateKeyPem());
        Tool.run(Tool.in(folder, "openssl", arguments));
    }

    private NcbRun inspect(String file, String... options) {
        List<String> arguments = new ArrayList<>(List.of(folder.resolve(file).toString()));
        arguments.addAll(Arrays.asList(options));
        return InspectRun.of(arguments.toArray(String[]::new));
    }

    private static void shows(NcbRun run, String format) {
        assertThat(run.out()).contains(": " + format + "\n", "root  CN=Acme Root,O=Acme", "No rule is violated.");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    private static void refused(NcbRun run, String... messages) {
        assertThat(run.err()).contains(messages);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void pem() {
        NcbRun run = InspectRun.ofInput((ROOT.pem() + LEAF.pem()).getBytes(StandardCharsets.US_ASCII));
        shows(run, "PEM: 2 certificates");
        assertThat(run.out()).startsWith("standard input: ").contains("└─ leaf  CN=worker,O=Acme  (block 2)");
    }

    @Test
    void theSerialAndTheFingerprintsAreAsOpensslPrintsThem() throws IOException {
        openssl("version");
        String printed = Tool.run(Tool.in(folder, "openssl", "x509 -in leaf.pem -noout -serial -fingerprint -sha1"))
                + Tool.run(Tool.in(folder, "openssl", "x509 -in leaf.pem -noout -fingerprint -sha256"));
        String shown = inspect("leaf.pem").out();
        assertThat(printed.lines()).hasSize(3).allSatisfy(line -> {
            String value = line.substring(line.indexOf('=') + 1);
            assertThat(shown)
                    .contains(
                            line.startsWith("serial")
                                    ? value
                                    : value.replace(":", "").toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void der() {
        shows(InspectRun.ofInput(ROOT.der()), "DER: 1 certificate");
    }

    @ParameterizedTest
    @CsvSource({"PEM,PKCS#7 in PEM", "DER,PKCS#7 in DER"})
    void pkcs7(String form, String shown) throws IOException {
        openssl("crl2pkcs7 -nocrl -certfile root.pem -certfile leaf.pem -out chain.p7b -outform " + form);
        shows(inspect("chain.p7b"), shown + ": 2 certificates");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " -legacy", " -certpbe PBE-SHA1-3DES", " -certpbe NONE", " -certpbe AES-128-CBC -iter 20000"
            })
    void pkcs12(String options) throws IOException {
        openssl("pkcs12 -export -inkey leaf.key -in leaf.pem -certfile root.pem -out store.p12 -passout pass:changeit"
                + options);
        NcbRun run = inspect("store.p12", "--password-env=PASSWORD");
        shows(run, "PKCS#12: 2 certificates");
        assertThat(run.out()).contains("store.p12 holds a private key. Private keys are neither decrypted nor shown.");
        Files.writeString(folder.resolve("password"), "changeit\nanother line\n");
        shows(inspect("store.p12", "--password-file=" + folder.resolve("password")), "PKCS#12: 2 certificates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " -legacy"})
    void pkcs12WithAnEmptyPassword(String options) throws IOException {
        openssl("pkcs12 -export -nokeys -in root.pem -out store.p12 -passout pass:" + options);
        shows(inspect("store.p12"), "PKCS#12: 1 certificate");
    }

    @Test
    void aPasswordIsNeededAndNoArgument() throws IOException {
        openssl("pkcs12 -export -nokeys -in root.pem -out store.p12 -passout pass:changeit");
        refused(inspect("store.p12"), "store.p12 is PKCS#12 with a password.", "--password-env");
        refused(inspect("store.p12", "--password-env=WRONG"), "The password does not open store.p12");
        refused(inspect("store.p12", "--password-env=UNSET"), "variable \"UNSET\" is not set");
        refused(inspect("store.p12", "--password-file=" + folder.resolve("none")), "does not exist");
        NcbRun run = inspect("store.p12", "--password", "changeit");
        refused(run, "other users of this machine can read arguments");
        assertThat(run.err()).doesNotContain("changeit");
    }

    @Test
    void keytoolsStores() {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String generate = "-genkeypair -alias ca -keyalg EC -groupname secp384r1 -dname CN=kt,O=Acme -ext bc:c=ca:true"
                + " -ext ku:c=keyCertSign -validity 90 -storepass changeit -keypass changeit -keystore ";
        Tool.run(Tool.in(folder, keytool, generate + "store.p12 -storetype PKCS12"));
        NcbRun run = inspect("store.p12", "--password-env=PASSWORD");
        assertThat(run.out()).contains("root  CN=kt,O=Acme", "expires in ");
        assertThat(run.exitCode()).isZero();
        Tool.run(Tool.in(folder, keytool, generate + "store.jks -storetype JKS"));
        refused(inspect("store.jks"), "is not PEM but a Java KeyStore (JKS)", "keytool -exportcert -rfc");
    }

    @Test
    void secretsAndConfigMaps() {
        String yaml = "apiVersion: v1\nkind: Secret\nmetadata: {name: worker}\ndata:\n  tls.crt: %s\n  tls.key: %s\n"
                + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ca}\ndata:\n  ca.crt: |\n%s";
        NcbRun run = InspectRun.ofInput(yaml.formatted(
                        base64(LEAF.pem()),
                        base64(LEAF.privateKeyPem()),
                        ROOT.pem().indent(4))
                .getBytes(StandardCharsets.US_ASCII));
        shows(run, "Kubernetes manifests: 2 certificates");
        assertThat(run.out())
                .contains("(ConfigMap \"ca\" key ca.crt, block 1)", "(Secret \"worker\" key tls.crt, block 1)")
                .doesNotContain("is not judged");
    }

    @Test
    void certificatesInABundle() {
        String yaml = "apiVersion: namespacecerts.dev/v1alpha1\nkind: NamespaceCertificateBundle\nmetadata: {name: b}\n"
                + "spec:\n  certificates:\n  - configMap: {name: ca, key: ca.crt}\n  - inline: |\n%s";
        NcbRun run = InspectRun.ofInput(yaml.formatted(ROOT.pem().indent(6)).getBytes(StandardCharsets.US_ASCII));
        shows(run, "Kubernetes manifests: 1 certificate");
    }

    @Test
    void aSecretWithAnotherKeyIsAViolation() {
        String json = "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"worker\"}, \"data\":"
                + " {\"tls.crt\": \"%s\", \"ca.crt\": \"%s\", \"tls.key\": \"%s\"}}";
        NcbRun run = InspectRun.ofInput(json.formatted(
                        base64(LEAF.pem()),
                        base64(ROOT.pem()),
                        base64(CertificateBuilder.leaf("CN=other")
                                .issuedBy(ROOT)
                                .build()
                                .privateKeyPem()))
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(run.out()).contains("Error EE-10");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "'',is empty",
        "<html><body>Sign in</body></html>,is not PEM but HTML",
        "some text,has no PEM block",
        "'{\"certificate\": 1}',is not PEM but JSON",
        "'apiVersion: v1\nkind: Secret\ndata: {password: c2VjcmV0}',contains no Secret, ConfigMap or bundle with a certificate",
        "'apiVersion: v1\nkind: Secret\ndata: [',cannot be read"
    })
    void otherFilesAreNamed(String text, String message) {
        refused(InspectRun.ofInput(text.getBytes(StandardCharsets.US_ASCII)), "standard input", message);
    }

    @Test
    void base64AndUtf16AreNamedWithTheCommandThatConvertsThem() {
        refused(
                InspectRun.ofInput(Base64.getEncoder().encode(ROOT.der())),
                "base64 of a certificate in DER",
                "openssl x509 -inform DER");
        refused(InspectRun.ofInput(ROOT.pem().getBytes(StandardCharsets.UTF_16)), "UTF-16", "iconv");
    }

    @Test
    void severalInputs() throws IOException {
        Files.writeString(folder.resolve("one.pem"), ROOT.pem());
        Files.write(folder.resolve("two.der"), ROOT.der());
        NcbRun run = inspect(
                "one.pem",
                folder.resolve("none").toString(),
                folder.resolve("two.der").toString(),
                folder.toString());
        assertThat(run.out()).contains("one.pem: PEM: 1", "two.der: DER: 1");
        assertThat(run.err())
                .contains("none\" does not exist. For a TLS server, write host:port.", "\" is a directory.");
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
