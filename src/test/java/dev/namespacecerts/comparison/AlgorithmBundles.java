package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.security.KeyPair;

/** A root and a CA below it, with every key that can sign and every way to sign with it. */
final class AlgorithmBundles {
    private static final String[] WAYS = {
        "RSA-1024 SHA256withRSA",
        "RSA-2048 MD5withRSA",
        "RSA-2048 SHA1withRSA",
        "RSA-2048 SHA224withRSA",
        "RSA-2048 SHA256withRSA",
        "RSA-2048 SHA384withRSA",
        "RSA-2048 SHA512withRSA",
        "RSA-2048 SHA1withRSAandMGF1",
        "RSA-2048 SHA256withRSAandMGF1",
        "RSA-2048 SHA384withRSAandMGF1",
        "RSA-2048 SHA512withRSAandMGF1",
        "RSA-2048 SHA3-256withRSA",
        "RSA-3072 SHA256withRSA",
        "RSA-4096 SHA512withRSA",
        "ECDSA-P224 SHA256withECDSA",
        "ECDSA-P256 SHA1withECDSA",
        "ECDSA-P256 SHA256withECDSA",
        "ECDSA-P256 SHA384withECDSA",
        "ECDSA-P256 SHA512withECDSA",
        "ECDSA-P256 SHA3-256withECDSA",
        "ECDSA-P384 SHA256withECDSA",
        "ECDSA-P384 SHA384withECDSA",
        "ECDSA-P384 SHA512withECDSA",
        "ECDSA-P521 SHA256withECDSA",
        "ECDSA-P521 SHA512withECDSA",
        "Ed25519 Ed25519",
        "DSA-2048 SHA256withDSA",
        "RSA-512 SHA256withRSA"
    };

    private AlgorithmBundles() {}

    static void add(BundleCorpus corpus) {
        for (String way : WAYS) {
            String key = way.substring(0, way.indexOf(' '));
            String signature = way.substring(way.indexOf(' ') + 1);
            KeyPair pair = key.startsWith("RSA-")
                    ? TestKeys.rsa(Integer.parseInt(key.substring(4)), 0)
                    : TestKeys.pair(key, TestKeys.seeded(way));
            HeldCertificate root = corpus.root("CN=Acme Root")
                    .keyPair(pair)
                    .signatureAlgorithm(signature)
                    .build();
            HeldCertificate child = corpus.below(root, "CN=Issuing")
                    .signatureAlgorithm(signature)
                    .build();
            corpus.add("algorithm/" + key + "/" + signature, root, child);
            HeldCertificate plain = corpus.root("CN=Plain Root").build();
            HeldCertificate above =
                    corpus.below(plain, "CN=Issuing").keyPair(pair).build();
            corpus.add(
                    "algorithm/in-the-middle/" + key + "/" + signature,
                    plain,
                    above,
                    corpus.below(above, "CN=Below")
                            .signatureAlgorithm(signature)
                            .build());
        }
    }
}
