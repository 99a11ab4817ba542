package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.oid;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.Random;

/** Certificate policies: few use them, Go checks them. Chains of four with policies, mappings and limits by chance. */
final class PolicyBundles {
    private static final int COUNT = 150;
    private static final String[] POLICIES = {"1.2.3.4", "1.2.3.5", "1.2.3.6", "2.5.29.32.0"};

    private PolicyBundles() {}

    static void add(BundleCorpus corpus) {
        Random random = new Random(42);
        for (int i = 0; i < COUNT; i++) {
            HeldCertificate[] chain = new HeldCertificate[4];
            for (int place = 0; place < chain.length; place++) {
                // Sometimes twice the same name: policies treat self-issued certificates otherwise.
                String name = "CN=Acme " + (random.nextInt(10) == 0 ? Math.max(place - 1, 0) : place);
                CertificateBuilder builder = place == 0 ? corpus.root(name) : corpus.below(chain[place - 1], name);
                chain[place] = policies(builder, random).build();
            }
            corpus.add("policies/" + i, chain);
        }
        HeldCertificate root = corpus.root("CN=Acme Root").build();
        HeldCertificate strict = corpus.below(root, "CN=Strict")
                .extension("2.5.29.36", true, hex("3003800100"))
                .build();
        corpus.add("policies/required", root, strict);
        corpus.add(
                "policies/required-below",
                root,
                strict,
                corpus.below(strict, "CN=Below").build());
        HeldCertificate withPolicy = corpus.below(root, "CN=Strict")
                .extension("2.5.29.36", true, hex("3003800100"))
                .extension("2.5.29.32", false, sequence(sequence(oid("1.2.3.4"))))
                .build();
        corpus.add(
                "policies/required-and-there",
                root,
                withPolicy,
                corpus.below(withPolicy, "CN=Below")
                        .extension("2.5.29.32", false, sequence(sequence(oid("1.2.3.4"))))
                        .build());
    }

    private static CertificateBuilder policies(CertificateBuilder builder, Random random) {
        if (random.nextInt(5) != 0) {
            byte[] first = sequence(oid(POLICIES[random.nextInt(2)]));
            byte[] second = sequence(oid(POLICIES[2 + random.nextInt(2)]));
            builder.extension("2.5.29.32", false, random.nextBoolean() ? sequence(first) : sequence(first, second));
        }
        if (random.nextInt(3) == 0) {
            byte[] mapping = sequence(oid(POLICIES[random.nextInt(4)]), oid(POLICIES[random.nextInt(3)]));
            builder.extension("2.5.29.33", true, sequence(mapping));
        }
        if (random.nextInt(2) == 0) {
            byte[] explicit = Der.context(0, new byte[] {(byte) random.nextInt(3)});
            byte[] mapping = random.nextBoolean() ? Der.context(1, new byte[] {(byte) random.nextInt(3)}) : new byte[0];
            builder.extension("2.5.29.36", true, sequence(explicit, mapping));
        }
        if (random.nextInt(4) == 0) {
            builder.extension("2.5.29.54", true, Der.integer(random.nextInt(2)));
        }
        return builder;
    }
}
