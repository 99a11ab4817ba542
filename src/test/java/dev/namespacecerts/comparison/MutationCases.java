package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.x509.PemBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Certificates with a few bytes changed by chance, always the same. */
final class MutationCases {
    private static final long SEED = 20260501;
    private static final int COUNT = 3000;

    private MutationCases() {}

    static void add(CertificateCorpus corpus) {
        Random random = new Random(SEED);
        List<byte[]> originals = originals(corpus);
        for (int i = 0; i < COUNT; i++) {
            byte[] mutant = originals.get(random.nextInt(originals.size())).clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                mutant = mutate(mutant, random);
            }
            corpus.add("mutation/" + i, mutant);
        }
    }

    // Those with many extensions and odd names have more to break.
    private static List<byte[]> originals(CertificateCorpus corpus) {
        List<byte[]> originals = new ArrayList<>();
        PublicRootCases.blocks().stream().map(PemBlock::der).forEach(originals::add);
        for (String name : List.of(
                "builder/leaf",
                "san/several",
                "constraint/both",
                "policy/policies-two",
                "policy/crl-one",
                "policy/information-ocsp",
                "structure/usual",
                "extended-key-usage/both",
                "key/ECDSA-P256",
                "algorithm/pss-trailer-1",
                "name/several-in-one-set",
                "policy/mappings-one")) {
            for (int weight = 0; weight < 10; weight++) {
                originals.add(corpus.certificates().get(name));
            }
        }
        return originals;
    }

    private static byte[] mutate(byte[] der, Random random) {
        int at = random.nextInt(der.length - 1);
        byte[] head = Arrays.copyOf(der, at);
        byte[] tail = Arrays.copyOfRange(der, at + 1, der.length);
        return switch (random.nextInt(6)) {
            case 0 -> Bytes.join(head, new byte[] {(byte) (der[at] ^ 1 << random.nextInt(8))}, tail);
            case 1 -> Bytes.join(head, new byte[] {(byte) random.nextInt(256)}, tail);
            case 2 -> Bytes.join(head, new byte[] {(byte) (der[at] + 1)}, tail);
            case 3 -> Bytes.join(head, new byte[] {(byte) (der[at] - 1)}, tail);
            case 4 -> Bytes.join(head, tail);
            default -> Bytes.join(head, new byte[] {der[at], (byte) random.nextInt(256)}, tail);
        };
    }
}
