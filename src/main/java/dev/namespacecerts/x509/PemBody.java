package dev.namespacecerts.x509;

import java.util.Arrays;
import java.util.Base64;

/**
 * What stands between the BEGIN and the END line. Exactly one of the two is set.
 *
 * @param der the decoded octets, or null
 * @param problem why they cannot be decoded, or null
 */
record PemBody(byte[] der, String problem) {
    /** Decodes base64 as Go's encoding/pem does: spaces, tabs and line ends do not count, padding is needed. */
    static PemBody read(byte[] text, int start, int end) {
        byte[] compact = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            switch (text[i]) {
                case ' ', '\t', '\r', '\n' -> {
                    // Go's decoder passes over these, wherever they stand.
                }
                case ':' -> {
                    return new PemBody(null, "it has PEM headers");
                }
                default -> compact[length++] = text[i];
            }
        }
        if (length == 0) {
            return new PemBody(null, "it is empty");
        }
        try {
            // The JDK's decoder would do without the padding.
            return length % 4 == 0
                    ? new PemBody(Base64.getDecoder().decode(Arrays.copyOf(compact, length)), null)
                    : malformed();
        } catch (IllegalArgumentException e) {
            return malformed();
        }
    }

    private static PemBody malformed() {
        return new PemBody(null, "its base64 is malformed");
    }
}
