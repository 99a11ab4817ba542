package dev.namespacecerts.comparison;

import dev.namespacecerts.comparison.Question.Kind;
import java.util.List;
import java.util.Random;

/** Creates random inputs: the same ones for the same seed and number. */
final class Fuzzer {
    /** Creating a family costs as much as evaluating a hundred bundles. */
    private static final int QUESTIONS_PER_FAMILY = 1_000;

    private final long seed;
    private final List<byte[]> certificates =
            List.copyOf(CertificateCorpus.whole().certificates().values());
    private FuzzFamily family;
    private long familyNumber = -1;

    Fuzzer(long seed) {
        this.seed = seed;
    }

    Question question(long number) {
        Random random = new Random(seed * 0x9e3779b97f4a7c15L + number);
        random.nextInt();
        String name = "fuzz/" + seed + "/" + number;
        int kind = random.nextInt(100);
        if (kind < 75) {
            return new Question(Kind.CERTIFICATE, name, BundleCorpus.NOW, List.of(certificate(random)));
        }
        if (kind < 87) {
            return new Question(Kind.KEY, name, BundleCorpus.NOW, FuzzKeys.pair(random));
        }
        if (kind < 95) {
            List<byte[]> client = family(number).client(random);
            byte[] chain = random.nextInt(4) == 0 ? PemMutation.mutate(client.get(1), random) : client.get(1);
            return new Question(Kind.LEAF, name, BundleCorpus.NOW, List.of(client.get(0), chain));
        }
        byte[] bundle = FuzzFamily.bundle(family(number).bundle(random));
        byte[] text = random.nextInt(3) == 0 ? PemMutation.mutate(bundle, random) : bundle;
        return new Question(Kind.BUNDLE, name, BundleCorpus.NOW, List.of(text));
    }

    private byte[] certificate(Random random) {
        return DerTree.mutate(any(random), any(random), random);
    }

    private byte[] any(Random random) {
        return certificates.get(random.nextInt(certificates.size()));
    }

    private FuzzFamily family(long number) {
        long wanted = number / QUESTIONS_PER_FAMILY;
        if (wanted != familyNumber) {
            family = new FuzzFamily(seed * 1_000_003 + wanted);
            familyNumber = wanted;
        }
        return family;
    }
}
