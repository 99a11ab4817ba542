package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.time.Instant;
import org.bouncycastle.asn1.x509.GeneralName;

/** Certificates as tools make them, with every kind of key and signature. */
final class BuilderCases {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private BuilderCases() {}

    static void add(CertificateCorpus corpus) {
        String[] kinds = {
            "RSA-1024 MD5withRSA",
            "RSA-1024 SHA1withRSA",
            "RSA-2048 SHA224withRSA",
            "RSA-2048 SHA256withRSA",
            "RSA-2048 SHA384withRSA",
            "RSA-2048 SHA512withRSA",
            "RSA-2048 SHA3-256withRSA",
            "RSA-2048 SHA1withRSAandMGF1",
            "RSA-2048 SHA224withRSAandMGF1",
            "RSA-2048 SHA256withRSAandMGF1",
            "RSA-2048 SHA384withRSAandMGF1",
            "RSA-2048 SHA512withRSAandMGF1",
            "RSA-2048 SHA3-256withRSAandMGF1",
            "RSA-512 SHA256withRSA",
            "RSA-1016 SHA256withRSA",
            "RSA-3072 SHA256withRSA",
            "ECDSA-P192 SHA256withECDSA",
            "ECDSA-P224 SHA224withECDSA",
            "ECDSA-P256 SHA1withECDSA",
            "ECDSA-P256 SHA3-256withECDSA",
            "ECDSA-P256 SHA512withECDSA",
            "ECDSA-P384 SHA384withECDSA",
            "ECDSA-P521 SHA512withECDSA",
            "ECDSA-secp256k1 SHA256withECDSA",
            "ECDSA-brainpoolP256r1 SHA256withECDSA",
            "Ed25519 Ed25519",
            "Ed448 Ed448",
            "DSA-1024 SHA1withDSA",
            "DSA-2048 SHA256withDSA"
        };
        for (String kind : kinds) {
            String[] parts = kind.split(" ", 2);
            corpus.add(
                    "builder/" + parts[0] + "/" + parts[1],
                    root(parts[0], parts[1]).der());
        }
        HeldCertificate root = root("ECDSA-P384", "SHA384withECDSA");
        corpus.add(
                "builder/leaf",
                CertificateBuilder.leaf("CN=worker-a,OU=payments,O=Acme")
                        .notBefore(START)
                        .randomness(TestKeys.seeded("leaf"))
                        .issuedBy(root)
                        .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "worker-a.payments"))
                        .build()
                        .der());
    }

    private static HeldCertificate root(String key, String signature) {
        return CertificateBuilder.root("CN=Acme Root,O=Acme")
                .notBefore(START)
                .randomness(TestKeys.seeded(key + signature))
                .keyPair(
                        key.startsWith("RSA-")
                                ? TestKeys.rsa(Integer.parseInt(key.substring(4)), 0)
                                : TestKeys.pair(key, TestKeys.seeded(key)))
                .signatureAlgorithm(signature)
                .build();
    }
}
