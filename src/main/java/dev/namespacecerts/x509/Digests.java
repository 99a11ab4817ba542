package dev.namespacecerts.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes digests. */
public final class Digests {
    private Digests() {}

    /** The SHA-256 as {@code sha256:} and lower-case hex. */
    public static String sha256(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(of("SHA-256", bytes));
    }

    /** The digest by an algorithm that every JDK provides. */
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
