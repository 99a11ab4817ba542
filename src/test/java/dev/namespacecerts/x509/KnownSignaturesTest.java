package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownSignaturesTest {
    private final HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();
    private final HeldCertificate other =
            CertificateBuilder.root("CN=Acme Root").build();
    private final HeldCertificate leaf =
            CertificateBuilder.leaf("CN=worker").issuedBy(root).build();
    private final AtomicInteger verifications = new AtomicInteger();

    @Test
    void aPairIsVerifiedOnceWhetherTheSignatureIsValidOrNot() {
        KnownSignatures known = known(10);
        for (int i = 0; i < 3; i++) {
            assertThat(known.known(leaf.parsed(), root.parsed().publicKey())).isTrue();
            assertThat(known.known(leaf.parsed(), other.parsed().publicKey())).isFalse();
            assertThat(known.known(root.parsed(), root.parsed().publicKey())).isTrue();
        }
        assertThat(verifications).hasValue(3);
    }

    @Test
    void onlyTheLastResultsAreKept() {
        KnownSignatures known = known(2);
        List<HeldCertificate> three = List.of(root, other, leaf);
        three.forEach(
                certificate -> known.known(certificate.parsed(), root.parsed().publicKey()));
        assertThat(known.known(leaf.parsed(), root.parsed().publicKey())).isTrue();
        assertThat(verifications).as("kept").hasValue(3);
        assertThat(known.known(root.parsed(), root.parsed().publicKey())).isTrue();
        assertThat(verifications).as("dropped").hasValue(4);
    }

    private KnownSignatures known(int most) {
        return new KnownSignatures(most, (certificate, key) -> {
            verifications.incrementAndGet();
            return SignatureVerifier.verifies(certificate, key);
        });
    }
}
