package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.namespacecerts.testing.CertificateBuilder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownCertificatesTest {
    private final byte[] der = CertificateBuilder.root("CN=Acme Root").build().der();
    private final AtomicInteger parsed = new AtomicInteger();
    private final KnownCertificates known = new KnownCertificates(KnownCertificates.cache(1 << 20), input -> {
        parsed.incrementAndGet();
        return CertificateParser.parse(input);
    });

    @Test
    void equalDerIsOneObjectAndParsedOnce() throws Exception {
        Certificate first = known.known(der);
        assertThat(first).isEqualTo(CertificateParser.parse(der));
        assertThat(known.known(der.clone())).isSameAs(first);
        assertThat(parsed).hasValue(1);
    }

    @Test
    void aCallerThatModifiesItsArrayChangesNoKnownCertificate() throws Exception {
        byte[] original = der.clone();
        Certificate first = known.known(der);
        Arrays.fill(der, (byte) 0);
        assertThat(first.der()).isEqualTo(original);
        assertThat(known.known(original)).isSameAs(first);
    }

    @Test
    void rejectedInputIsParsedAgain() {
        byte[] truncated = Arrays.copyOf(der, der.length - 1);
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(CertificateFormatException.class).isThrownBy(() -> known.known(truncated));
        }
        assertThat(parsed).hasValue(2);
    }
}
