package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    private static final HeldCertificate OWN = CertificateBuilder.root("CN=Own").build();
    private static final HeldCertificate OTHER =
            CertificateBuilder.root("CN=Other").build();

    private final AtomicInteger comparisons = new AtomicInteger();
    private final BoundedCache<KeyMatch> results = KnownKeys.cache(KnownKeys.MOST_BYTES);
    private final KnownKeys known = new KnownKeys(results, (text, key) -> {
        comparisons.incrementAndGet();
        return PrivateKeys.match(text, key);
    });

    @Test
    void aKeyThatBelongsToItsCertificateIsComparedOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(match(OWN.privateKeyPem(), OWN)).isEqualTo(KeyMatch.PKCS8);
        }
        assertThat(comparisons).hasValue(1);
    }

    @Test
    void anyOtherTextOrPublicKeyIsComparedAgain() {
        match(OWN.privateKeyPem(), OWN);
        assertThat(match(OWN.privateKeyPem(), OTHER)).isEqualTo(KeyMatch.OTHER_KEY);
        assertThat(match(OTHER.privateKeyPem(), OWN)).isEqualTo(KeyMatch.OTHER_KEY);
        assertThat(match(OWN.privateKeyPem().strip() + "x", OWN)).isEqualTo(KeyMatch.NOT_GO_PEM);
        assertThat(comparisons).hasValue(4);
    }

    /** A hash of anything else, for example of a password, might be guessed. */
    @Test
    void nothingIsKeptOfATextThatIsNotTheKeyOfTheCertificate() {
        match("a password", OWN);
        match(OTHER.privateKeyPem(), OWN);
        match("", OWN);
        known.known(null, OWN.parsed().publicKey());
        assertThat(results.bytes()).isZero();
    }

    /** The hash would be the same without a boundary between the text and the public key. */
    @Test
    void bytesOfThePublicKeyDoNotCountAsTheText() {
        SubjectPublicKey key = OWN.parsed().publicKey();
        byte[] text = OWN.privateKeyPem().getBytes(StandardCharsets.US_ASCII);
        byte[] longer = Arrays.copyOf(text, text.length + 10);
        System.arraycopy(key.spki(), 0, longer, text.length, 10);
        byte[] rest = Arrays.copyOfRange(key.spki(), 10, key.spki().length);
        known.known(text, key);
        known.known(longer, new SubjectPublicKey(rest, key.algorithm(), key.bits(), key.name()));
        assertThat(comparisons).hasValue(2);
    }

    private KeyMatch match(String text, HeldCertificate certificate) {
        return known.known(
                text.getBytes(StandardCharsets.ISO_8859_1), certificate.parsed().publicKey());
    }
}
