package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Measures in the heap that the estimates of the caches are no less than what they keep. */
@Isolated // it measures the heap
class CacheEstimateTest {
    @Test
    void aCertificateKeepsAtMostItsEstimate() throws Exception {
        assertThat(bytesPerByte(CertificateBuilder.root("CN=Acme Root,O=Acme")
                        .keyAlgorithm("ECDSA-P384")
                        .build()
                        .der()))
                .isBetween(3.0, (double) KnownCertificates.BYTES_PER_BYTE / 2);
    }

    /** U+FDFA becomes 18 characters in the form for comparisons. */
    @Test
    void soDoesOneOfManyShortAttributes() throws Exception {
        RDN attribute =
                new RDN(new AttributeTypeAndValue(new ASN1ObjectIdentifier("1.2"), new DERUTF8String("\uFDFA")));
        X500Name name =
                new X500Name(IntStream.range(0, 500).mapToObj(i -> attribute).toArray(RDN[]::new));
        assertThat(bytesPerByte(CertificateBuilder.root("CN=Acme Root")
                        .subject(name)
                        .issuer(name)
                        .build()
                        .der()))
                .isBetween(15.0, (double) KnownCertificates.BYTES_PER_BYTE);
    }

    @Test
    void aResultKeepsAtMostItsEstimate() {
        BoundedCache<Boolean> cache = KnownSignatures.cache(BoundedCache.MOST_BYTES);
        long before = heap();
        for (int i = 0; i < 50_000; i++) {
            cache.add(BoundedCache.Key.of(ByteBuffer.allocate(4).putInt(i).array()), true);
        }
        long used = heap() - before;
        assertThat(cache.bytes()).isEqualTo(50_000L * KnownSignatures.BYTES_PER_RESULT);
        assertThat(used).isBetween(cache.bytes() / 2, cache.bytes());
    }

    private static double bytesPerByte(byte[] der) throws CertificateFormatException {
        List<Certificate> kept = new ArrayList<>();
        int count = 4_000_000 / der.length;
        use(CertificateParser.parse(der));
        long before = heap();
        for (int i = 0; i < count; i++) {
            kept.add(CertificateParser.parse(der.clone()));
        }
        kept.forEach(CacheEstimateTest::use);
        double used = heap() - before;
        return used / count / kept.get(0).der().length;
    }

    /** Computes what a certificate computes on demand. */
    private static void use(Certificate certificate) {
        assertThat(List.of(
                        certificate.subject().hashCode(), certificate.issuer().hashCode(), certificate.serialText()))
                .isNotEmpty();
    }

    private static long heap() {
        long[] used = new long[3];
        for (int i = 0; i < used.length; i++) {
            System.gc();
            used[i] = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
        return Arrays.stream(used).min().orElseThrow();
    }
}
