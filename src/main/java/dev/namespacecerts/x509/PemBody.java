package dev.namespacecerts.x509;

import java.util.Arrays;
import java.util.Base64;

/**
 * What stands between the BEGIN and the END line. Exactly one of the two is set.
 *
 * @param der the decoded octets, or null
 * @param problem why they cannot be decoded, or null
 */
record PemBody(byte[] der, PemProblem problem) {
    /** Decodes base64 as Go's encoding/pem does: spaces, tabs and line ends do not count, padding is needed. */
    static PemBody read(byte[] text, int start, int end) {
        byte[] compact = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte octet = text[i];
            if (octet > ':') { // most of base64, looked at once
                compact[length++] = octet;
            } else if (octet == ':') {
                return new PemBody(null, PemProblem.HEADERS);
            } else if (octet != '\n' && octet != '\r' && octet != ' ' && octet != '\t') {
                compact[length++] = octet; // Go's decoder passes over the others, wherever they stand
            }
        }
        if (length == 0) {
            return new PemBody(null, PemProblem.NO_BODY);
        }
        try {
            // The JDK's decoder would do without the padding.
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

    /** How many octets a DER sequence says it has, its header included; as many as there are where it is none. */
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
