package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.testing.CertificateBuilder;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Certificates are read as Go's ParseCertificate reads them")
class CertificateParserTest {
    @Test
    void readsEveryField() throws Exception {
        Instant first = Instant.parse("2026-01-02T03:04:05Z");
        Instant last = Instant.parse("2051-01-02T03:04:05Z");
        byte[] der = root().serial(BigInteger.valueOf(4711))
                .notBefore(first)
                .notAfter(last)
                .build()
                .der();
        Certificate certificate = CertificateParser.parse(der);
        assertThat(certificate.der()).isEqualTo(der);
        assertThat(certificate.version()).isEqualTo(3);
        assertThat(certificate.serial()).isEqualTo(4711);
        assertThat(certificate.subject()).hasToString("CN=Acme Root,O=Acme");
        assertThat(certificate.issuer()).isEqualTo(certificate.subject());
        assertThat(certificate.isSelfIssued()).isTrue();
        assertThat(certificate.notBefore()).isEqualTo(first);
        assertThat(certificate.notAfter()).isEqualTo(last);
        assertThat(certificate.publicKey()).hasToString("ECDSA-P256");
        assertThat(certificate.signatureAlgorithm().name()).isEqualTo("ECDSA-SHA256");
        assertThat(certificate.isCa()).isTrue();
        assertThat(certificate.keyUsage().orElseThrow())
                .containsExactlyInAnyOrder(KeyUsage.KEY_CERT_SIGN, KeyUsage.CRL_SIGN);
    }

    @Test
    void showsFingerprintsAsOpenSslAndTcldDo() throws Exception {
        Certificate certificate = root().build().parsed();
        assertThat(certificate.fingerprint()).hasSize(64).matches("[0-9a-f]+");
        assertThat(certificate.fingerprintSha1()).hasSize(40).matches("[0-9a-f]+");
        assertThat(certificate).isEqualTo(CertificateParser.parse(certificate.der()));
        assertThat(certificate).hasSameHashCodeAs(CertificateParser.parse(certificate.der()));
        assertThat(certificate).isNotEqualTo(root().build().parsed());
    }

    @Test
    void cutsTheTextOfALongSerialNumber() {
        assertThat(serialText("0")).isEqualTo("00");
        assertThat(serialText("abc")).isEqualTo("0ABC");
        assertThat(serialText("7" + "f".repeat(1023))).isEqualTo("7" + "F".repeat(1023));
        assertThat(serialText("1" + "23".repeat(512))).isEqualTo("01" + "23".repeat(510) + "2…");
        assertThat(serialText("f".repeat(92_000))).isEqualTo("F".repeat(1023) + "…");
    }

    private static String serialText(String hex) {
        return root().serial(new BigInteger(hex, 16)).build().parsed().serialText();
    }

    @Test
    void readsNoExtensionsOfVersion1And2() {
        assertThat(root().version1().build().parsed().version()).isEqualTo(1);
        Certificate second = root().version(2).build().parsed();
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.isCa()).isFalse();
        assertThat(second.basicConstraints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, -1, 1000})
    void rejectsAnyOtherVersion(int version) {
        assertRejected(root().version(version), "the version is none of 1, 2 and 3");
    }

    /** Found by ten million inputs of FuzzIT. */
    @Test
    void acceptsTheLargestVersionAsANegativeOneLikeGo() {
        assertThat(root().version(Long.MIN_VALUE).build().parsed().version()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void rejectsANegativeSerialNumberButNotZero() {
        assertRejected(root().serial(BigInteger.valueOf(-1)), "the serial number is negative");
        assertThat(root().serial(BigInteger.ZERO).build().parsed().serial()).isZero();
    }

    @Test
    void rejectsTwoSignatureAlgorithms() {
        AlgorithmIdentifier other = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.4.3.3"));
        assertRejected(root().innerAlgorithm(other), "the inner and the outer signature algorithm differ");
        assertRejected(root().outerAlgorithm(other), "the inner and the outer signature algorithm differ");
    }

    @Test
    void rejectsTrailingBytes() {
        assertRejected(root().trailingBytes((byte) 0), "there is trailing data after the certificate");
        assertRejected(root().trailingBytes(root().build().der()), "there is trailing data after the certificate");
    }

    @Test
    void acceptsAnEmptySubject() {
        assertThat(root().subject(new X500Name(new org.bouncycastle.asn1.x500.RDN[0]))
                        .build()
                        .parsed()
                        .subject())
                .hasToString("(empty)");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "00", "3000", "30023000", "3080", "30820000", "0500", "2d2d2d2d2d"})
    void rejectsAnythingButACertificate(String hex) {
        assertThatThrownBy(() -> CertificateParser.parse(Bytes.hex(hex)))
                .isInstanceOf(CertificateFormatException.class);
    }

    @Test
    void rejectsEveryPrefixOfACertificate() {
        byte[] der = root().build().der();
        for (int length = 0; length < der.length; length++) {
            byte[] beginning = Arrays.copyOf(der, length);
            assertThatThrownBy(() -> CertificateParser.parse(beginning))
                    .isInstanceOf(CertificateFormatException.class)
                    .hasMessage("the certificate is malformed");
        }
    }

    private static CertificateBuilder root() {
        return CertificateBuilder.root("CN=Acme Root,O=Acme");
    }

    private static void assertRejected(CertificateBuilder builder, String message) {
        byte[] der = builder.build().der();
        assertThatThrownBy(() -> CertificateParser.parse(der))
                .isInstanceOf(CertificateFormatException.class)
                .hasMessage(message);
    }
}
