package dev.namespacecerts.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fixtures are verified by the JDK, so that tests of the operator's parser do not depend on it. */
class CertificateBuilderTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void buildsAValidChain() throws Exception {
        HeldCertificate root =
                CertificateBuilder.root("CN=Acme Root,O=Acme").at(CLOCK).build();
        HeldCertificate issuing = CertificateBuilder.intermediate("CN=Acme Issuing,O=Acme")
                .at(CLOCK)
                .issuedBy(root)
                .basicConstraints(true, true, OptionalInt.of(0))
                .build();
        HeldCertificate leaf = CertificateBuilder.leaf("CN=worker-a,O=Acme")
                .at(CLOCK)
                .issuedBy(issuing)
                .build();

        X509Certificate readRoot = read(root);
        readRoot.verify(readRoot.getPublicKey());
        read(issuing).verify(readRoot.getPublicKey());
        read(leaf).verify(read(issuing).getPublicKey());
        assertThat(readRoot.getSubjectX500Principal().getName()).isEqualTo("CN=Acme Root,O=Acme");
        assertThat(read(issuing).getIssuerX500Principal()).isEqualTo(readRoot.getSubjectX500Principal());
        assertThat(read(issuing).getBasicConstraints()).isZero();
        assertThat(read(leaf).getBasicConstraints()).isEqualTo(-1);
        assertThat(read(leaf).getKeyUsage()).startsWith(true, false, false);
        assertThat(read(leaf).getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(read(leaf).getNotBefore().toInstant()).isEqualTo(NOW.minusSeconds(3600));
        assertThat(authorityKeyIdentifier(leaf)).endsWith(subjectKeyIdentifier(issuing));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-1024, SHA1withRSA, 1.2.840.113549.1.1.5",
        "RSA-2048, SHA384withRSAandMGF1, 1.2.840.113549.1.1.10",
        "ECDSA-P256, SHA224withECDSA, 1.2.840.10045.4.3.1",
        "ECDSA-P384,, 1.2.840.10045.4.3.3",
        "ECDSA-P521, SHA512withECDSA, 1.2.840.10045.4.3.4",
        "Ed25519,, 1.3.101.112",
        "Ed448,, 1.3.101.113",
        "DSA-2048,, 2.16.840.1.101.3.4.3.2"
    })
    void signsInEveryWay(String key, String algorithm, String oid) throws Exception {
        CertificateBuilder builder = CertificateBuilder.root("CN=Acme").keyAlgorithm(key);
        if (algorithm != null) {
            builder.signatureAlgorithm(algorithm);
        }
        X509Certificate certificate = read(builder.build());
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSigAlgOID()).isEqualTo(oid);
    }

    @Test
    void createsTheRequestedDefect() throws Exception {
        X509Certificate versionOne =
                read(CertificateBuilder.root("CN=Acme").version1().build());
        assertThat(versionOne.getVersion()).isEqualTo(1);
        assertThat(versionOne.getNonCriticalExtensionOIDs()).isNull();
        X509Certificate bare = read(CertificateBuilder.root("CN=Acme")
                .withoutBasicConstraints()
                .withoutKeyUsage()
                .withoutSubjectKeyIdentifier()
                .serial(BigInteger.valueOf(-7))
                .build());
        assertThat(bare.getSerialNumber()).isEqualTo(-7);
        assertThat(bare.getVersion()).isEqualTo(3);
        assertThat(bare.getCriticalExtensionOIDs()).isNull();
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(seeded("a")).isEqualTo(seeded("a")).isNotEqualTo(seeded("b"));
    }

    @Test
    void reportsMissingFields() {
        assertThatThrownBy(() -> CertificateBuilder.leaf("CN=worker").build())
                .hasMessage("a certificate of kind \"leaf\" needs an issuer: call issuedBy");
        assertThatThrownBy(() -> CertificateBuilder.root("CN=Acme")
                        .signatureAlgorithm("SHA256withRSA")
                        .build())
                .hasMessage("SHA256withRSA does not fit a key of kind EC");
    }

    private static byte[] seeded(String seed) {
        return CertificateBuilder.root("CN=Acme")
                .at(CLOCK)
                .randomness(TestKeys.seeded(seed))
                .build()
                .der();
    }

    private static byte[] subjectKeyIdentifier(HeldCertificate held) throws GeneralSecurityException {
        byte[] wrapped = read(held).getExtensionValue(Extension.subjectKeyIdentifier.getId());
        return Arrays.copyOfRange(wrapped, wrapped.length - 20, wrapped.length);
    }

    private static byte[] authorityKeyIdentifier(HeldCertificate held) throws GeneralSecurityException {
        return read(held).getExtensionValue(Extension.authorityKeyIdentifier.getId());
    }

    private static X509Certificate read(HeldCertificate held) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(held.der()));
    }
}
