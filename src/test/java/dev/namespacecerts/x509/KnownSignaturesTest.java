package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // it replaces the caches
class KnownSignaturesTest {
    private final HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();
    private final HeldCertificate other =
            CertificateBuilder.root("CN=Acme Root").build();
    private final HeldCertificate leaf =
            CertificateBuilder.leaf("CN=worker").issuedBy(root).build();
    private final AtomicInteger verifications = new AtomicInteger();

    @Test
    void aPairIsVerifiedOnceWhetherTheSignatureIsValidOrNot() {
        KnownSignatures known = known();
        for (int i = 0; i < 3; i++) {
            assertThat(known.known(leaf.parsed(), root.parsed().publicKey())).isTrue();
            assertThat(known.known(leaf.parsed(), other.parsed().publicKey())).isFalse();
            assertThat(known.known(root.parsed(), root.parsed().publicKey())).isTrue();
        }
        assertThat(verifications).hasValue(3);
    }

    @Test
    void anotherVerifierKeepsWhatIsKnown() {
        try (Caches caches = Caches.on()) {
            assertThat(KnownSignatures.verifies(leaf.parsed(), root.parsed().publicKey()))
                    .isTrue();
            KnownSignatures.use(BothVerifiers.NATIVE);
            assertThat(KnownSignatures.verifies(leaf.parsed(), root.parsed().publicKey()))
                    .isTrue();
            assertThat(KnownSignatures.verifies(leaf.parsed(), other.parsed().publicKey()))
                    .isFalse();
            assertThat(caches.verified()).hasSize(1);
        }
    }

    private KnownSignatures known() {
        return new KnownSignatures(KnownSignatures.cache(1 << 20), (certificate, key) -> {
            verifications.incrementAndGet();
            return SignatureVerifier.JAVA.verifies(certificate, key);
        });
    }
}
