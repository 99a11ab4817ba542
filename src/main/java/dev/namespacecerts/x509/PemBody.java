package dev.namespacecerts.x509;

import java.util.Arrays;
import java.util.Base64;

/**
 * The decoded text between the BEGIN and the END line. Exactly one of the two fields is set.
 *
 * @param der the decoded octets, or null
 * @param problem why they cannot be decoded; or null
 */
record PemBody(byte[] der, PemProblem problem) {
    /** Decodes base64 as Go's encoding/pem does: ignores spaces, tabs and line ends, and requires padding. */
    static PemBody read(byte[] text, int start, int end) {
        byte[] compact = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte octet = text[i];
            if (octet > ':') { // most base64 characters, checked first for speed
                compact[length++] = octet;
            } else if (octet == ':') {
                return new PemBody(null, PemProblem.HEADERS);
            } else if (octet != '\n' && octet != '\r' && octet != ' ' && octet != '\t') {
                compact[length++] = octet; // Go's decoder ignores all others anywhere
            }
        }
        if (length == 0) {
            return new PemBody(null, PemProblem.NO_BODY);
        }
        try {
            // Go requires padding, the JDK's decoder does not.
            return length % 4 == 0 ? whole(Base64.getDecoder().decode(Arrays.copyOf(compact, length))) : malformed();
        } catch (IllegalArgumentException e) {
            return malformed();
        }
    }

    private static PemBody whole(byte[] der) {
        long declared = declaredLength(der);
        if (declared > der.length) {
            return new PemBody(
                    null,
                    PemProblem.length("it is truncated: " + der.length + " of " + declared + " bytes are present"));
        }
        return declared < der.length
                ? new PemBody(
                        null,
                        PemProblem.length("trailing data after the certificate: " + (der.length - declared) + " bytes"))
                : new PemBody(der, null);
    }

    /** The length that a DER sequence declares, including its header; the actual length if it is not a sequence. */
    private static long declaredLength(byte[] der) {
        if (der.length < 2 || der[0] != DerTag.SEQUENCE) {
            return der.length;
        }
        int first = der[1] & 0xff;
        int octets = first & 0x7f;
        if (first < 0x80) {
            return 2L + first;
        }
        if (octets == 0 || octets > 4 || der.length < 2 + octets) {
            return der.length;
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | der[2 + i] & 0xff;
        }
        return 2L + octets + length;
    }

    private static PemBody malformed() {
        return new PemBody(null, PemProblem.BASE64);
    }
}
