package dev.namespacecerts.x509;

/**
 * A block of a PEM text, or a malformed one. Exactly one of {@code der} and {@code problem} is set: {@code der} only
 * for a CERTIFICATE block that Go's encoding/pem decodes too, except that a byte-order mark may precede it. No other
 * block is decoded.
 *
 * @param position number of the block in its text, counted from 1
 * @param label the label if it is a known one, else {@value #UNKNOWN_LABEL}
 * @param der the decoded bytes, or null; not copied, so the caller must not modify them
 * @param problem the defect, without any byte of the input; or null
 * @param remedy how to fix it; or null
 * @param byteOrderMark whether a byte-order mark precedes its BEGIN line, so that Go's encoding/pem does not find the
 *     block
 * @param line of its BEGIN line in the text, or else of its END line, counted from 0
 */
public record PemBlock(
        int position,
        Kind kind,
        String label,
        byte[] der,
        String problem,
        String remedy,
        boolean byteOrderMark,
        int line) {
    /** Remedy for a private key that others can read. */
    public static final String DISCLOSED =
            "Remove it, treat the key as disclosed, and reissue its certificate with a new key.";

    static final String UNKNOWN_LABEL = "unknown block type";

    /** Kind of a block, according to its label. */
    public enum Kind {
        CERTIFICATE,
        PRIVATE_KEY,
        OTHER_KNOWN,
        UNKNOWN
    }
}
