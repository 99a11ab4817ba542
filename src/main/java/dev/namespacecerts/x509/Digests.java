package dev.namespacecerts.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

final class Digests {
    private Digests() {}

    /** The digest of the bytes, by an algorithm that every JDK has. */
    static byte[] of(String algorithm, byte[] bytes) {
        return named(algorithm).digest(bytes);
    }

    static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
