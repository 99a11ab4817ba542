package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command generate writes certificates that meet every rule, and overwrites nothing. */
class GenerateTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String CA = "ca --org Acme -d 30d --ca-cert ca.pem --ca-key ca.key";
    private static final String LEAF =
            "leaf --org Acme --ca-cert ca.pem --ca-key ca.key --cert client.pem --key client.key";

    @TempDir
    private Path folder;

    /** @param arguments with spaces between them; names of files are those of the folder */
    private NcbRun run(String arguments, String... more) {
        List<String> words = new ArrayList<>();
        Stream.concat(Arrays.stream(arguments.split(" ")), Arrays.stream(more))
                .map(word -> word.matches("[a-z0-9/]+\\.(pem|key)")
                        ? folder.resolve(word).toString()
                        : word)
                .forEach(words::add);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return NcbRun.of(process -> Commands.prepared(
                        GenerateCommand.of(clock, new SecureRandom(), process.out(), process.err()), process)
                .execute(words.toArray(String[]::new)));
    }

    private void done(NcbRun run) {
        assertThat(run.err()).startsWith("Not for production");
        assertThat(run.exitCode()).isZero();
    }

    private void refused(NcbRun run, String message) {
        assertThat(run.err()).contains(message).doesNotContain("Exception", "Unexpected failure", "PRIVATE KEY");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private Certificate first(String name) throws IOException, CertificateFormatException {
        return CertificateParser.parse(
                PemReader.read(Files.readAllBytes(folder.resolve(name))).get(0).der());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private LeafVerdict judged() throws IOException {
        BundleVerdict bundle = new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled())
                .judge(
                        new BundleInput(
                                List.of(new BundleSource.Text("ca.pem", Files.readAllBytes(folder.resolve("ca.pem")))),
                                0,
                                0,
                                Duration.ofDays(7)),
                        NOW);
        assertThat(bundle.violations()).isEmpty();
        LeafJudge judge = new LeafJudge(bundle.authorities(), new LeafFilters(List.of(), 0, false), NOW);
        return judge.judge(ClientSecret.read(
                "client",
                Files.readAllBytes(folder.resolve("client.pem")),
                Files.readAllBytes(folder.resolve("client.key"))));
    }

    private void opensslAccepts() {
        assertThat(Tool.run(
                        Tool.in(folder, "openssl", "verify -x509_strict -purpose sslclient -CAfile ca.pem client.pem")))
                .contains("client.pem: OK");
    }

    @ParameterizedTest
    @CsvSource({"'',ECDSA-P384", "--rsa,RSA-4096"})
    void aCaAndItsLeafViolateNoRule(String rsa, String algorithm) throws IOException, CertificateFormatException {
        done(run((CA + " " + rsa).strip()));
        done(run(LEAF, "--organization-unit", "payments", "--common-name", "worker a"));
        assertThat(judged().violations()).isEmpty();
        opensslAccepts();
        Certificate ca = first("ca.pem");
        Certificate leaf = first("client.pem");
        assertThat(ca.publicKey().name())
                .isEqualTo(algorithm)
                .isEqualTo(leaf.publicKey().name());
        assertThat(ca.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(leaf.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(29)));
        assertThat(leaf.subject()).hasToString("CN=worker a,OU=payments,O=Acme");
        assertThat(leaf.subjectAlternativeNames().dnsNames())
                .singleElement()
                .asString()
                .matches("client\\.endentity\\.Acme\\.[0-9a-z]{4}");
    }

    @Test
    void onlyTheUserCanReadKeys() throws IOException {
        done(run(CA));
        done(run(LEAF));
        for (String name : List.of("ca.key", "client.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
            assertThat(read(name)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        }
    }

    @Test
    void theLongOptionsOfTcldAreTaken() throws IOException {
        done(run("certificate-authority-certificate --organization Acme --validity-period 1y"
                + " --ca-certificate-file ca.pem --ca-key-file ca.key"));
        done(run("end-entity-certificate --organization Acme --validity-period 364d --ca-certificate-file ca.pem"
                + " --ca-key-file ca.key --certificate-file client.pem --key-file client.key"));
        assertThat(judged().violations()).isEmpty();
    }

    @Test
    void twoCasOfAnOrganizationHaveDifferentNames() throws IOException, CertificateFormatException {
        done(run(CA));
        done(run(CA.replace("ca.", "other.")));
        assertThat(first("ca.pem").subject()).isNotEqualTo(first("other.pem").subject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.pem", "ca.key"})
    void noFileIsOverwritten(String existing) throws IOException {
        write(existing, "mine");
        refused(run(CA), existing + "\" exists already. No file is overwritten");
        assertThat(files()).containsExactly(existing);
        assertThat(read(existing)).isEqualTo("mine");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("ca.key"), folder.resolve("elsewhere"));
        refused(run(CA), "exists already");
        assertThat(files()).containsExactly("ca.key");
    }

    @Test
    void nothingIsLeftIfOneFileCannotBeWritten() throws IOException {
        refused(run(CA.replace("ca.pem", "missing/ca.pem")), "its folder does not exist");
        assertThat(files()).isEmpty();
        refused(run(CA.replace("ca.pem", "ca.key")), "cannot be one file");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7d,more than 7 days and at most 365 days",
        "366d,more than 7 days and at most 365 days",
        "1y1s,more than 7 days and at most 365 days",
        "30,which is not a duration such as 30d",
        "1w,which is not a duration such as 30d"
    })
    void theValidityOfACaIsLimited(String duration, String message) throws IOException {
        refused(run(CA.replace("30d", duration)), message);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"31d,A leaf cannot outlive its CA", "0s,at least one second", "1d-1h,which is not a duration"})
    void theValidityOfALeafIsLimited(String duration, String message) throws IOException {
        done(run(CA));
        refused(run(LEAF + " -d " + duration), message);
        assertThat(files()).containsExactly("ca.key", "ca.pem");
    }

    @Test
    void aLeafMayEndWithItsCa() throws IOException {
        done(run(CA));
        done(run(LEAF + " -d 30d"));
        assertThat(judged().violations()).isEmpty();
    }

    private void ca(HeldCertificate ca, HeldCertificate... above) {
        StringBuilder text = new StringBuilder(ca.pem());
        Arrays.stream(above).forEach(each -> text.append(each.pem()));
        write("ca.pem", text.toString());
        write("ca.key", ca.privateKeyPem());
    }

    @Test
    void aCaThatIsAboutToExpireNeedsAValidity() throws IOException {
        ca(CertificateBuilder.root("CN=Old")
                .notAfter(NOW.plus(Duration.ofHours(23)))
                .build());
        refused(run(LEAF), "No 24 hours are left");
        ca(CertificateBuilder.root("CN=Old").notAfter(NOW.minusSeconds(1)).build());
        refused(run(LEAF + " -d 1h"), "A leaf cannot outlive its CA");
        assertThat(files()).containsExactly("ca.key", "ca.pem");
    }

    /** The subject of tcld's CA is its organization alone. */
    @Test
    void aLeafWithTheNameOfItsCaIsRefused() throws IOException {
        ca(CertificateBuilder.root("O=Acme").build());
        refused(run(LEAF), "the leaf would violate EE-8");
        done(run(LEAF + " --common-name worker"));
        opensslAccepts();
    }

    @Test
    void aLeafThatItsCaMakesInvalidIsRefused() throws IOException {
        ca(CertificateBuilder.root("CN=Limited")
                .nameConstraints(
                        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com"))},
                        new GeneralSubtree[0])
                .build());
        refused(run(LEAF), "the leaf would violate EE-7");
        assertThat(files()).containsExactly("ca.key", "ca.pem");
    }

    @Test
    void anIntermediateIssuesWithItsChain() throws IOException {
        HeldCertificate root = CertificateBuilder.root("CN=Root").build();
        HeldCertificate issuing = CertificateBuilder.intermediate("CN=Issuing")
                .issuedBy(root)
                .basicConstraints(true, true, OptionalInt.of(0))
                .build();
        ca(issuing);
        refused(run(LEAF), "the leaf would violate EE-7");
        ca(issuing, root);
        done(run(LEAF));
        assertThat(PemReader.read(Files.readAllBytes(folder.resolve("client.pem"))))
                .hasSize(2);
        opensslAccepts();
    }

    @Test
    void theCaAndItsKeyMustBeUsable() throws IOException {
        HeldCertificate root = CertificateBuilder.root("CN=Root").build();
        ca(root);
        write("ca.key", CertificateBuilder.root("CN=Other").build().privateKeyPem());
        refused(run(LEAF), "a key that does not belong to \"CN=Root\"");
        write("ca.key", "nothing");
        refused(run(LEAF), "no readable private key");
        write("pkcs8.key", root.privateKeyPem());
        Tool.run(Tool.in(folder, "openssl", "ec -in pkcs8.key -out ca.key"));
        refused(run(LEAF), "but not as PKCS#8");
        Tool.run(Tool.in(folder, "openssl", "pkcs8 -topk8 -in pkcs8.key -out ca.key -passout pass:secret"));
        refused(run(LEAF), "an encrypted key");
        write("ca.key", root.privateKeyPem());
        write(
                "ca.pem",
                CertificateBuilder.leaf("CN=leaf").issuedBy(root).build().pem());
        refused(run(LEAF), "is not a CA");
        write("ca.pem", "nothing");
        refused(run(LEAF), "contains no readable CERTIFICATE block");
        Files.write(folder.resolve("ca.pem"), root.der());
        refused(run(LEAF), "is not PEM but a certificate in DER");
        Files.delete(folder.resolve("ca.pem"));
        refused(run(LEAF), "does not exist");
        Files.write(folder.resolve("ca.pem"), new byte[70_000]);
        refused(run(LEAF), "larger than 65536 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                " Acme",
                "a\u202eb",
                "a\nb",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void textsAreChecked(String organization) throws IOException {
        refused(run("ca -d 30d --ca-cert ca.pem --ca-key ca.key", "--org", organization), "--organization ");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"漢字 ünï©ode", "#1, \"x\" <a>; b+c=d\\e", "-", "*.corp"})
    void anyTextIsAnOrganization(String organization) throws IOException {
        done(run("ca -d 30d --ca-cert ca.pem --ca-key ca.key", "--org", organization));
        done(run("leaf --ca-cert ca.pem --ca-key ca.key --cert client.pem --key client.key", "--org", organization));
        assertThat(judged().violations()).isEmpty();
    }

    @Test
    void usageIsExplained() {
        NcbRun run = run("ca --org Acme");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required options", "--validity-period");
        assertThat(run("--help").out()).contains("ca,", "leaf,", "Not for production");
        assertThat(run("leaf --help").out()).contains("ncb generate leaf --org Acme");
    }
}
