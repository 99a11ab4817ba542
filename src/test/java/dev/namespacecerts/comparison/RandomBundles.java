package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.ascii;
import static dev.namespacecerts.comparison.Der.context;
import static dev.namespacecerts.comparison.Der.explicit;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Families of CAs by chance, with few names and few keys, so that much is cross-signed, mistaken and broken. */
final class RandomBundles {
    private static final int COUNT = 400;
    private static final String[] NAMES = {"CN=A", "CN=a", "CN=B", "CN=C", "CN=D", "CN=E"};

    private RandomBundles() {}

    static void add(BundleCorpus corpus) {
        add(corpus, 4711, COUNT);
    }

    static void add(BundleCorpus corpus, long seed, int count) {
        Random random = new Random(seed);
        List<KeyPair> keys = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            keys.add(TestKeys.pair("ECDSA-P256", TestKeys.seeded("random-bundles-" + i)));
        }
        for (int i = 0; i < count; i++) {
            corpus.add("random/" + i, bundle(corpus, random, keys));
        }
    }

    private static HeldCertificate[] bundle(BundleCorpus corpus, Random random, List<KeyPair> keys) {
        // Mostly a name has one key; sometimes another.
        List<HeldCertificate> family = new ArrayList<>();
        int size = 2 + random.nextInt(6);
        while (family.size() < size) {
            int who = random.nextInt(NAMES.length);
            KeyPair key = keys.get(random.nextInt(8) == 0 ? random.nextInt(keys.size()) : who);
            CertificateBuilder builder = corpus.root(NAMES[who]).keyPair(key);
            if (!family.isEmpty() && random.nextInt(4) != 0) {
                builder.issuedBy(family.get(random.nextInt(family.size())));
            }
            family.add(vary(builder, random).build());
        }
        Collections.shuffle(family, random);
        int kept = Math.max(1, family.size() - random.nextInt(3));
        return family.subList(0, kept).toArray(HeldCertificate[]::new);
    }

    private static CertificateBuilder vary(CertificateBuilder builder, Random random) {
        switch (random.nextInt(24)) {
            case 0 -> builder.basicConstraints(true, true, OptionalInt.of(0));
            case 1 -> builder.basicConstraints(true, true, OptionalInt.of(1));
            case 2 -> builder.withoutBasicConstraints();
            case 3 -> builder.keyUsage(KeyUsage.digitalSignature);
            case 4 -> builder.withoutKeyUsage();
            case 5 -> builder.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
            case 6 -> builder.extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
            case 7 -> builder.extension("1.2.3.4", true, hex("0500"));
            case 8 -> builder.subjectKeyIdentifier(hex("0102"));
            case 9 -> builder.authorityKeyIdentifier(hex("0102"));
            case 10 -> builder.signature(hex("3006020101020101"));
            case 11 -> builder.extension("2.5.29.17", false, sequence(context(2, ascii("a.example"))));
            case 12 ->
                builder.extension("2.5.29.30", true, sequence(explicit(0, sequence(context(2, ascii("b.example"))))));
            case 13 -> builder.extension("2.5.29.36", true, hex("3003800100"));
            default -> {}
        }
        return builder;
    }
}
