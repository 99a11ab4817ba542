package dev.namespacecerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

class WellKnownAuthoritiesTest {
    private static final HeldCertificate PUBLIC =
            CertificateBuilder.root("CN=Public Root,O=Public Trust").build();
    private static final HeldCertificate OTHER =
            CertificateBuilder.root("CN=Other Root").build();

    private final WellKnownAuthorities authorities = new WellKnownAuthorities(List.of(PUBLIC.parsed()));

    @Test
    void findsTheAuthorityItself() {
        assertThat(authorities.contains(PUBLIC.parsed())).isTrue();
        assertThat(authorities.contains(OTHER.parsed())).isFalse();
    }

    @Test
    void findsTheAuthorityInAReissuedAndInACrossSignedCertificate() {
        HeldCertificate reissued = CertificateBuilder.root("CN=Public Root,O=Public Trust")
                .keyPair(PUBLIC.keyPair())
                .build();
        HeldCertificate crossSigned = CertificateBuilder.intermediate("CN=PUBLIC  root,O=Public Trust")
                .keyPair(PUBLIC.keyPair())
                .issuedBy(OTHER)
                .build();
        assertThat(authorities.contains(reissued.parsed())).isTrue();
        assertThat(authorities.contains(crossSigned.parsed())).isTrue();
    }

    @Test
    void isNotMisledByTheSameNameOrTheSameKey() {
        HeldCertificate sameName =
                CertificateBuilder.root("CN=Public Root,O=Public Trust").build();
        HeldCertificate sameKey = CertificateBuilder.root("CN=Acme Root")
                .keyPair(PUBLIC.keyPair())
                .build();
        assertThat(authorities.contains(sameName.parsed())).isFalse();
        assertThat(authorities.contains(sameKey.parsed())).isFalse();
    }

    @Test
    void containsEveryCertificateOfThePublicStores() throws Exception {
        Set<String> known = bundled().stream()
                .map(certificate -> digest(certificate.publicKey().spki()) + " "
                        + digest(certificate.subject().der()))
                .collect(Collectors.toSet());
        List<String> expected = resource("/frozen/public-root-stores.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(expected).hasSizeGreaterThan(150);
        assertThat(expected)
                .filteredOn(line -> !known.contains(line.substring(0, 129)))
                .isEmpty();
    }

    @Test
    void readsDescribesAndFindsEachOfItsOwn() throws Exception {
        List<Certificate> certificates = bundled();
        assertThat(certificates).hasSizeGreaterThan(250).doesNotHaveDuplicates();
        for (Certificate certificate : certificates) {
            assertThat(WellKnownAuthorities.bundled().contains(certificate)).isTrue();
            assertThat(certificate.subject().toString()).hasSizeBetween(5, 256).contains("=");
            assertThat(certificate.publicKey().name()).matches("RSA-\\d+|ECDSA-P\\d+");
            assertThat(certificate.signatureAlgorithm().name()).doesNotContain("unknown");
        }
    }

    @Test
    void findsAPublicAuthorityThatWasReissued() throws Exception {
        Certificate certificate = bundled().get(0);
        HeldCertificate reissued = CertificateBuilder.intermediate("CN=any")
                .subject(X500Name.getInstance(certificate.subject().der()))
                .publicKeyInfo(
                        SubjectPublicKeyInfo.getInstance(certificate.publicKey().spki()))
                .issuedBy(OTHER)
                .build();
        assertThat(WellKnownAuthorities.bundled().contains(reissued.parsed())).isTrue();
    }

    private static List<Certificate> bundled() throws Exception {
        List<Certificate> certificates = new ArrayList<>();
        byte[] text =
                resource("/dev/namespacecerts/rules/well-known-authorities.pem").getBytes(StandardCharsets.UTF_8);
        for (PemBlock block : PemReader.read(text)) {
            certificates.add(CertificateParser.parse(block.der()));
        }
        return certificates;
    }

    private static String resource(String path) throws IOException {
        try (InputStream input = WellKnownAuthoritiesTest.class.getResourceAsStream(path)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
