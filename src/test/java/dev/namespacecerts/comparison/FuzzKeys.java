package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/** Private keys of leaves in their three encodings, damaged at random. */
final class FuzzKeys {
    private static final List<Key> KEYS = all();

    /** @param chain {@code tls.crt} */
    private record Key(byte[] chain, String label, byte[] der) {}

    private FuzzKeys() {}

    /** {@code tls.crt} and {@code tls.key}. */
    static List<byte[]> pair(Random random) {
        Key key = KEYS.get(random.nextInt(KEYS.size()));
        byte[] donor = KEYS.get(random.nextInt(KEYS.size())).der();
        byte[] der = random.nextInt(3) == 0 ? key.der() : DerTree.mutate(key.der(), donor, random);
        String label =
                random.nextInt(12) == 0 ? KEYS.get(random.nextInt(KEYS.size())).label() : key.label();
        byte[] text = HeldCertificate.pem(label, der).getBytes(StandardCharsets.US_ASCII);
        byte[] chain = random.nextInt(10) == 0 ? PemMutation.mutate(key.chain(), random) : key.chain();
        return List.of(chain, random.nextInt(2) == 0 ? PemMutation.mutate(text, random) : text);
    }

    private static List<Key> all() {
        List<Key> keys = new ArrayList<>();
        add(keys, TestKeys.pair("ECDSA-P256", TestKeys.seeded("fuzz-key-1")), "1.2.840.10045.3.1.7", 256);
        add(keys, TestKeys.pair("ECDSA-P384", TestKeys.seeded("fuzz-key-2")), "1.3.132.0.34", 384);
        add(keys, TestKeys.rsa(1024, 0), null, 0);
        return keys;
    }

    /** @param curve null for RSA */
    private static void add(List<Key> keys, KeyPair pair, String curve, int bits) {
        byte[] chain = CertificateBuilder.root("CN=worker")
                .at(Clock.fixed(BundleCorpus.NOW, ZoneOffset.UTC))
                .keyPair(pair)
                .build()
                .pem()
                .getBytes(StandardCharsets.US_ASCII);
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
            keys.add(new Key(chain, "PRIVATE KEY", info.getEncoded()));
            ASN1Encodable inner = info.parsePrivateKey();
            if (curve == null) {
                keys.add(new Key(
                        chain, "RSA PRIVATE KEY", inner.toASN1Primitive().getEncoded()));
            } else {
                ECPrivateKey key = new ECPrivateKey(
                        bits,
                        ECPrivateKey.getInstance(inner).getKey(),
                        org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(
                                        pair.getPublic().getEncoded())
                                .getPublicKeyData(),
                        new ASN1ObjectIdentifier(curve));
                keys.add(new Key(chain, "EC PRIVATE KEY", key.getEncoded()));
                keys.add(new Key(
                        chain, "PRIVATE KEY", new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), key).getEncoded()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
