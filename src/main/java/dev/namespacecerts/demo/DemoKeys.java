package dev.namespacecerts.demo;

import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Keys of demo certificates. */
final class DemoKeys {
    private DemoKeys() {}

    /** Name of the algorithm in {@link dev.namespacecerts.x509.SubjectPublicKey#name}. */
    static String nameOf(DemoKeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P384 -> "ECDSA-P384";
            case RSA_4096 -> "RSA-4096";
        };
    }

    static String signatureOf(PrivateKey key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA384withECDSA";
    }

    /** Generates a key pair. RSA takes seconds. */
    static KeyPair generate(DemoKeyAlgorithm algorithm, SecureRandom randomness) {
        return switch (algorithm) {
            case ECDSA_P384 -> generate("EC", new ECGenParameterSpec("secp384r1"), randomness);
            case RSA_4096 -> generate("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4), randomness);
        };
    }

    /** Reads a key that {@link IssuedCertificate#keyPem} wrote for a certificate with a key of some kind; empty if it is damaged. */
    static Optional<PrivateKey> read(String pem, boolean rsa) {
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            PemObject block = reader.readPemObject();
            return block == null
                    ? Optional.empty()
                    : Optional.of(KeyFactory.getInstance(rsa ? "RSA" : "EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(block.getContent())));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty(); // the exception might quote what it read
        }
    }

    private static KeyPair generate(String kind, AlgorithmParameterSpec parameters, SecureRandom randomness) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(parameters, randomness);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + kind, e);
        }
    }
}
