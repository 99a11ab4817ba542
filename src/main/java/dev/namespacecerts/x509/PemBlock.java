package dev.namespacecerts.x509;

/**
 * One block of a PEM text, or what looks like one. Exactly one of {@code der} and {@code problem} is set: {@code der}
 * only for a CERTIFICATE block that Go's encoding/pem decodes too, but perhaps for a byte-order mark. No other block is ever decoded.
 *
 * @param position 1-based in its text
 * @param label the label where it is a known one, else {@value #UNKNOWN_LABEL}
 * @param der the decoded bytes, or null; not copied, not to be written to
 * @param problem what is wrong, without any byte of the input, or null
 * @param remedy what to do about it, or null
 * @param byteOrderMark whether one stands before its BEGIN line, so that Go's encoding/pem does not see the block
 */
public record PemBlock(
        int position, Kind kind, String label, byte[] der, String problem, String remedy, boolean byteOrderMark) {
    /** What to do about a private key that others can read. */
    public static final String DISCLOSED =
            "Remove it, treat the key as disclosed, and reissue its certificate with a new key.";

    static final String UNKNOWN_LABEL = "unknown block type";

    /** What the label announces. */
    public enum Kind {
        CERTIFICATE,
        PRIVATE_KEY,
        OTHER_KNOWN,
        UNKNOWN
    }
}
