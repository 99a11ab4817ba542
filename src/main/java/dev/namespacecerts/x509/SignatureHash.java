package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SignatureAlgorithm.Hash;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** A hash with which Go verifies signatures. */
enum SignatureHash {
    SHA256("SHA-256", "3031300d060960864801650304020105000420"),
    SHA384("SHA-384", "3041300d060960864801650304020205000430"),
    SHA512("SHA-512", "3051300d060960864801650304020305000440");

    private final String algorithm;
    private final byte[] digestInfoPrefix;

    SignatureHash(String algorithm, String digestInfoPrefix) {
        this.algorithm = algorithm;
        this.digestInfoPrefix = HexFormat.of().parseHex(digestInfoPrefix);
    }

    static Optional<SignatureHash> of(Hash hash) {
        return switch (hash) {
            case SHA256 -> Optional.of(SHA256);
            case SHA384 -> Optional.of(SHA384);
            case SHA512 -> Optional.of(SHA512);
            default -> Optional.empty();
        };
    }

    /** The name for messages, for example SHA-256. */
    String title() {
        return algorithm;
    }

    /** The length of a digest in bytes. */
    int bytes() {
        return Integer.parseInt(algorithm.substring("SHA-".length())) / 8;
    }

    byte[] digest(byte[] message) {
        return Digests.of(algorithm, message);
    }

    MessageDigest newDigest() {
        return Digests.named(algorithm);
    }

    /** The prefix of the digest in a DigestInfo (RFC 8017 section 9.2). */
    byte[] digestInfoPrefix() {
        return digestInfoPrefix;
    }
}
