package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.testing.HeldCertificate;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** CA-10, CA-11, CA-14, and CA-13 about duplicates */
class BundleReaderTest {
    private static final int MEBIBYTE = 1_048_576;
    private static final HeldCertificate ROOT = root("CN=Root").build();
    private static final String PEM = ROOT.pem();

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("with text before, between and after", "Acme's CA:\n" + PEM + "\nthe end\n"),
                Arguments.of("with CRLF", PEM.replace("\n", "\r\n")),
                Arguments.of("with a byte-order mark", "\uFEFF" + PEM),
                Arguments.of("without a line break at the end", PEM.strip()));
    }

    @ParameterizedTest(name = "a certificate {0} is valid")
    @MethodSource
    void good(String what, String text) {
        assertThat(Judging.of(text).verdict().violations()).as(what).isEmpty();
    }

    @Test
    void aBlockAfterAByteOrderMarkIsPublishedWithTheOthers() {
        HeldCertificate second = root("CN=Second").build();
        BundleVerdict verdict = Judging.of(PEM + "\uFEFF" + second.pem()).verdict();
        assertThat(verdict.violations()).isEmpty();
        assertThat(new String(verdict.canonicalPem(), StandardCharsets.US_ASCII))
                .isEqualTo(PEM + second.pem());
    }

    static Stream<Arguments> bad() {
        String body = PEM.lines().skip(1).findFirst().orElseThrow();
        return Stream.of(
                Arguments.of("nothing", "", "empty"),
                Arguments.of("text alone", "no certificate", "no PEM block"),
                Arguments.of(
                        "DER as text", new String(ROOT.der(), StandardCharsets.ISO_8859_1), "DER that was damaged"),
                Arguments.of("a PKCS#8 key", PEM + ROOT.privateKeyPem(), "a private key"),
                Arguments.of("a SEC 1 key", PEM + block("EC PRIVATE KEY", body), "a private key"),
                Arguments.of("a PKCS#1 key", PEM + block("RSA PRIVATE KEY", body), "a private key"),
                Arguments.of("an encrypted key", PEM + block("ENCRYPTED PRIVATE KEY", body), "a private key"),
                Arguments.of("an OpenSSH key", PEM + block("OPENSSH PRIVATE KEY", body), "a private key"),
                Arguments.of("a request", PEM + block("CERTIFICATE REQUEST", body), "CERTIFICATE REQUEST"),
                Arguments.of("a trusted certificate", PEM + block("TRUSTED CERTIFICATE", body), "TRUSTED CERTIFICATE"),
                Arguments.of("a block of one's own", PEM + block("SECRET SAUCE", body), "unknown block type"),
                Arguments.of("PEM headers", PEM + block("CERTIFICATE", "Comment: mine\n\n" + body), "CERTIFICATE"),
                Arguments.of("a truncated block", PEM + PEM.substring(0, 200), "CERTIFICATE"),
                Arguments.of("an end of another kind", PEM.replace("END CERTIFICATE", "END PUBLIC KEY"), "CERTIFICATE"),
                Arguments.of(
                        "a byte after the DER",
                        root("CN=R").trailingBytes((byte) 0).build().pem(),
                        "trailing data after the certificate: 1 byte"),
                Arguments.of(
                        "half of the DER",
                        HeldCertificate.pem("CERTIFICATE", Arrays.copyOf(ROOT.der(), 99)),
                        "truncated: 99 of"),
                Arguments.of("base64 that is none", PEM + block("CERTIFICATE", "!!!!"), "CERTIFICATE"));
    }

    @ParameterizedTest(name = "{0} is an Error of CA-10")
    @MethodSource
    void bad(String what, String text, String found) {
        Judging judging = Judging.of(text);
        assertThat(judging.errors()).as(what).containsOnly("CA-10");
        assertThat(judging.violation(Rule.CA_10).found()).contains(found);
        assertThat(judging.violation(Rule.CA_10).source()).isEqualTo("spec.certificates[0]");
    }

    /** The text may come from a Secret that readers of the status may not read. */
    @Test
    void theLengthOfATextIsNotDisclosed() {
        for (int length : List.of(21, MEBIBYTE + 21)) {
            assertThat(Judging.of("x".repeat(length)).verdict().violations().toString())
                    .isEqualTo(Judging.of("x".repeat(length + 1))
                            .verdict()
                            .violations()
                            .toString());
        }
    }

    @Test
    void aDisclosedKeyIsReportedFirstAndNeverOmitted() {
        Judging judging = Judging.of("-----BEGIN A-----\n-----END A-----\n".repeat(2_000))
                .andMissing("ConfigMap \"corporate-ca\"")
                .and(ROOT.privateKeyPem());
        Violation first = judging.verdict().violations().get(0);
        assertThat(first.found()).isEqualTo("a private key");
        assertThat(first.disclosed()).isTrue();
    }

    @Test
    void derIsDetected() {
        Judging judging = new Judging().and(ROOT.der());
        assertThat(judging.errors()).containsExactly("CA-10");
        assertThat(judging.violation(Rule.CA_10).message())
                .isEqualTo("spec.certificates[0] is not PEM but a certificate in DER.");
        assertThat(judging.violation(Rule.CA_10).remedy()).contains("openssl x509 -inform DER");
    }

    @Test
    void aKeyInsideBase64IsDisclosedToo() {
        String text = Base64.getMimeEncoder().encodeToString(bytes(PEM + ROOT.privateKeyPem()));
        Violation violation = Judging.of(text).violation(Rule.CA_10);
        assertThat(violation.found()).isEqualTo("base64 of PEM with a private key");
        assertThat(violation.disclosed()).isTrue();
        assertThat(violation.remedy()).contains("treat the key as disclosed");
    }

    @Test
    void twoFilesJoinedWithoutALineBreakNeedOneBetweenThem() {
        Judging judging = Judging.of(PEM.strip() + PEM);
        assertThat(judging.errors()).containsOnly("CA-10");
        assertThat(judging.violation(Rule.CA_10).remedy()).startsWith("Put a line break between the two blocks");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PKCS7, openssl pkcs7 -print_certs -in FILE",
        "CMS, openssl cms -cmsout",
        "TRUSTED CERTIFICATE, openssl x509 -in FILE",
        "CERTIFICATE REQUEST, Have the CA sign the request",
        "X509 CRL, Remove the revocation list"
    })
    void eachKindOfBlockHasItsOwnRemedy(String label, String remedy) {
        assertThat(Judging.of(block(label, "AAAA")).violation(Rule.CA_10).remedy())
                .contains(remedy);
    }

    @Test
    void aBundleWithoutAnySourceIsNotValid() {
        assertThat(new Judging().errors()).containsExactly("CA-10");
    }

    @Test
    void anUnknownLabelIsNotQuoted() {
        assertThat(Judging.of(block("SECRET SAUCE", "AAAA"))
                        .verdict()
                        .violations()
                        .toString())
                .doesNotContain("SAUCE");
    }

    @Test
    void aPrivateKeyIsNotQuoted() {
        String key = ROOT.privateKeyPem();
        String body = key.lines().skip(1).findFirst().orElseThrow();
        for (String text : List.of(key, key.replace("PRIVATE KEY", "CERTIFICATE"), body)) {
            assertThat(Judging.of(text).verdict().violations().toString())
                    .doesNotContain(body.substring(0, 16), body.substring(20, 36));
        }
    }

    @Test
    void aCertificateThatGoRejectsIsAnErrorThatNamesTheBlock() {
        HeldCertificate negative =
                root("CN=Negative").serial(BigInteger.valueOf(-5)).build();
        Judging judging = Judging.of(ROOT, negative);
        assertThat(judging.errors()).containsExactly("CA-11");
        Violation violation = judging.violation(Rule.CA_11);
        assertThat(violation.position()).isEqualTo(2);
        assertThat(violation.found()).contains("serial");
    }

    @Test
    void theAttributeOfANameThatGoRejectsIsNamed() {
        X500Name name = new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERUTF8String("Root"))
                .addRDN(BCStyle.UNIQUE_IDENTIFIER, new DERBitString(new byte[] {1}))
                .build();
        assertThat(Judging.of(root("CN=Root").subject(name).build())
                        .violation(Rule.CA_11)
                        .found())
                .startsWith("the attribute 2.5.4.45 of the issuer is a BIT STRING; accepted are PrintableString");
    }

    @Test
    void theValueOfAConstraintThatGoRejectsIsNamedWithTheAcceptedOnes() {
        GeneralSubtree mail = new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, "@acme.example"));
        assertThat(Judging.of(root("CN=Root")
                                .nameConstraints(new GeneralSubtree[] {mail}, null)
                                .build())
                        .violation(Rule.CA_11)
                        .found())
                .startsWith(
                        "the e-mail constraint \"@acme.example\" is malformed; accepted are a host (acme.example),");
    }

    @Test
    void aDuplicateCertificateIsAWarningAndPublishedOnce() {
        Judging judging = Judging.of(PEM).and(PEM);
        assertThat(judging.errors()).isEmpty();
        assertThat(judging.warnings()).containsExactly("CA-13");
        assertThat(judging.violation(Rule.CA_13).source()).isEqualTo("spec.certificates[1]");
        assertThat(new String(judging.verdict().canonicalPem(), StandardCharsets.US_ASCII))
                .isEqualTo(PEM);
    }

    @Test
    void theRemedyForAMissingSecretMentionsTheLabel() {
        String remedy = "Create it in the Kubernetes namespace of the bundle, or correct the reference.";
        assertThat(new Judging()
                        .andMissing("ConfigMap \"ca\"")
                        .violation(Rule.CA_14)
                        .remedy())
                .isEqualTo(remedy);
        assertThat(new Judging()
                        .and(new BundleSource.Missing("spec.certificates[0]", "Secret \"ca\"", "why", "ca"))
                        .violation(Rule.CA_14)
                        .remedy())
                .isEqualTo(remedy
                        + " If it exists and is not of type kubernetes.io/tls, label it (kubectl label secret ca"
                        + " namespacecerts.dev/source=true).");
    }

    @Test
    void theObjectThatDisclosesAKeyIsNamed() {
        for (String key : List.of(ROOT.privateKeyPem(), base64(ROOT.privateKeyPem()))) {
            assertThat(Judging.of(key).violation(Rule.CA_10).message())
                    .endsWith(" Everyone who can read this bundle can read the key.");
            assertThat(new Judging()
                            .and(new BundleSource.Text("spec.certificates[0]", bytes(key), "ConfigMap \"ca\""))
                            .violation(Rule.CA_10)
                            .message())
                    .endsWith(" Everyone who can read ConfigMap \"ca\" can read the key.");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    @Test
    void anEmptySourceIsReportedAsEmpty() {
        assertThat(Judging.of("").violation(Rule.CA_10).message()).isEqualTo("spec.certificates[0] is empty.");
        assertThat(Judging.of(" \n").violation(Rule.CA_10).message())
                .isEqualTo("spec.certificates[0] is only white space.");
    }

    @Test
    void aMissingSourceIsAnErrorAndTheOthersAreStillRead() {
        Judging judging = Judging.of(PEM).andMissing("ConfigMap corporate-ca, key ca.crt");
        assertThat(judging.errors()).containsExactly("CA-14");
        assertThat(judging.violation(Rule.CA_14).found()).isEqualTo("missing or not readable");
        assertThat(judging.violation(Rule.CA_14).place()).isEqualTo("ConfigMap corporate-ca, key ca.crt");
        assertThat(judging.verdict().certificates()).hasSize(1);
    }

    @Test
    void aSourceWithoutAnyBlockIsAnErrorEvenBesideAValidOne() {
        assertThat(Judging.of(PEM).and("empty").errors()).containsExactly("CA-10");
    }

    @Test
    void thousandsOfBlocksWithOneProblemAreOneViolation() {
        BundleVerdict verdict =
                Judging.of("-----BEGIN A-----\n-----END A-----\n".repeat(7_000)).verdict();
        assertThat(verdict.violationCount()).isEqualTo(7_000);
        assertThat(verdict.foldedCount()).isEqualTo(1);
        assertThat(verdict.folded().get(0).message())
                .startsWith("Block 1 of spec.certificates[0] is not a certificate: ")
                .endsWith(" The same applies to 6999 more: spec.certificates[0], blocks 2-7000.");
    }

    @Test
    void thousandsOfViolationsAreCountedAndALimitedNumberIsKept() {
        String blocks = IntStream.range(1_000, 8_000)
                .mapToObj(length -> HeldCertificate.pem(
                        "CERTIFICATE", new byte[] {0x30, (byte) 0x82, (byte) (length >> 8), (byte) length}))
                .collect(Collectors.joining());
        BundleVerdict verdict = Judging.of(blocks).verdict();
        assertThat(verdict.violationCount()).isEqualTo(7_000);
        assertThat(verdict.violations()).hasSize(1_000);
        assertThat(verdict.foldedCount()).isEqualTo(7_000);
        assertThat(verdict.folded()).hasSize(1_000);
    }

    @Test
    void upToThreeViolationsOfOneCauseAreNotFolded() {
        String key = block("PUBLIC KEY", "AAAA");
        assertThat(Judging.of(PEM + key.repeat(3)).verdict().folded()).hasSize(3);
        assertThat(Judging.of(PEM + key.repeat(4)).verdict().folded()).hasSize(1);
    }

    @Test
    void aTextOfMoreThanOneMebibyteIsNotRead() {
        Judging judging = Judging.of(PEM + "x".repeat(MEBIBYTE - PEM.length() + 1));
        assertThat(judging.errors()).containsExactly("CA-9");
        assertThat(judging.verdict().certificates()).isEmpty();
    }

    @Test
    void sourcesBeyondTwoMebibytesInAllAreNotRead() {
        String large = PEM + "x".repeat(MEBIBYTE - PEM.length());
        Judging judging = Judging.of(large).and(large).and(PEM);
        assertThat(judging.errors()).containsExactly("CA-9");
        assertThat(judging.violation(Rule.CA_9).source()).isEqualTo("spec.certificates[2]");
    }

    @Test
    void theLengthOfATooLargeTextIsEnough() {
        int tooMany = BundleJudge.MOST_BYTES + 1;
        assertThat(new Judging().andUnread(tooMany).violation(Rule.CA_9))
                .isEqualTo(Judging.of("x".repeat(tooMany)).violation(Rule.CA_9));
        assertThat(Judging.of(PEM).andUnread(100).violation(Rule.CA_9).allowed())
                .isEqualTo("at most 2097152 bytes in all sources");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String block(String label, String body) {
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
