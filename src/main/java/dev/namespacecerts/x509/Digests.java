package dev.namespacecerts.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of bytes. */
public final class Digests {
    private Digests() {}

    /** sha256: and the lower-case hex SHA-256. */
    public static String sha256(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(of("SHA-256", bytes));
    }

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
