package dev.namespacecerts.x509;

import static dev.namespacecerts.x509.Container.ASN_1;
import static dev.namespacecerts.x509.Container.BINARY;
import static dev.namespacecerts.x509.Container.CERTIFICATE;
import static dev.namespacecerts.x509.Container.DAMAGED;
import static dev.namespacecerts.x509.Container.DASHES;
import static dev.namespacecerts.x509.Container.EMPTY;
import static dev.namespacecerts.x509.Container.ESCAPED;
import static dev.namespacecerts.x509.Container.GZIP;
import static dev.namespacecerts.x509.Container.HTML;
import static dev.namespacecerts.x509.Container.JCEKS;
import static dev.namespacecerts.x509.Container.JKS;
import static dev.namespacecerts.x509.Container.JSON;
import static dev.namespacecerts.x509.Container.LOCATION;
import static dev.namespacecerts.x509.Container.PEM;
import static dev.namespacecerts.x509.Container.PKCS12;
import static dev.namespacecerts.x509.Container.PKCS7;
import static dev.namespacecerts.x509.Container.PLACEHOLDER;
import static dev.namespacecerts.x509.Container.PRINTED;
import static dev.namespacecerts.x509.Container.PRIVATE_KEY;
import static dev.namespacecerts.x509.Container.TAR;
import static dev.namespacecerts.x509.Container.UTF_16;
import static dev.namespacecerts.x509.Container.UTF_16_BE;
import static dev.namespacecerts.x509.Container.UTF_16_LE;
import static dev.namespacecerts.x509.Container.WHITE_SPACE;
import static dev.namespacecerts.x509.Container.ZIP;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Detects formats by their first bytes. Work is linear in the size of the text. Base64 is decoded at most three times.
 */
final class ContainerDetector {
    private static final int MOST_LAYERS = 3;
    private static final int SHORTEST_BASE64 = 16;
    private static final int LONGEST_LOCATION = 1_024;
    private static final int TAR_MAGIC = 257;
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String KEY_LABEL = "PRIVATE KEY-----";

    private ContainerDetector() {}

    /** The format of a text; empty if it is none of the known ones. */
    static Optional<Container.Found> of(byte[] text) {
        byte[] content = text;
        int layers = 0;
        Optional<Container> container = recognise(content);
        while (container.isEmpty() && layers < MOST_LAYERS) {
            Optional<byte[]> decoded = base64(content);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            content = decoded.get();
            layers++;
            container = inBase64(content);
        }
        int depth = layers;
        byte[] innermost = content;
        return container.map(found -> found.found(depth, found == PRIVATE_KEY || holdsKey(found, innermost)));
    }

    private static Optional<Container> recognise(byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.of(EMPTY);
        }
        return binary(bytes).or(() -> text(latin1(bytes)));
    }

    private static Optional<Container> inBase64(byte[] decoded) {
        return binary(decoded)
                .filter(container -> container != BINARY)
                .or(() -> latin1(decoded).contains("-----BEGIN ") ? Optional.of(PEM) : Optional.empty());
    }

    private static Optional<Container> binary(byte[] bytes) {
        if (starts(bytes, 0, "fffe") || starts(bytes, 0, "feff")) {
            return Optional.of(UTF_16);
        } else if (starts(bytes, 0, "1f8b")) {
            return Optional.of(GZIP);
        } else if (starts(bytes, 0, "504b0304")) {
            return Optional.of(ZIP);
        } else if (starts(bytes, 0, "feedfeed")) {
            return Optional.of(JKS);
        } else if (starts(bytes, 0, "cececece")) {
            return Optional.of(JCEKS);
        } else if (starts(bytes, TAR_MAGIC, "7573746172")) {
            return Optional.of(TAR);
        } else if (starts(bytes, 0, "30c28") || starts(bytes, 0, "30efbfbd")) {
            return Optional.of(DAMAGED);
        } else if (bytes.length > 4 && bytes[0] == DerTag.SEQUENCE && isNoText(bytes)) {
            return Optional.of(asn1(bytes));
        } else if (bytes.length > 3 && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) {
            return Optional.of(UTF_16_LE);
        } else if (bytes.length > 3 && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) {
            return Optional.of(UTF_16_BE);
        }
        return bytes[0] == 0 ? Optional.of(BINARY) : Optional.empty();
    }

    /** Detects DER by the first elements in the outer sequence. Ignores lengths, because the text may be truncated. */
    private static Container asn1(byte[] bytes) {
        int content = contentStart(bytes, 0);
        if (starts(bytes, content, "06092a864886f70d010702")) {
            return PKCS7;
        } else if (starts(bytes, content, "02010330")) {
            return PKCS12;
        } else if (starts(bytes, content, "02010030") || starts(bytes, content, "02010130")) {
            return PRIVATE_KEY; // PKCS#8
        } else if (starts(bytes, content, "020100028") || starts(bytes, content, "02010104")) {
            return PRIVATE_KEY; // PKCS#1, SEC 1
        }
        int inner = contentStart(bytes, content);
        boolean nested = starts(bytes, content, "30");
        if (nested
                && (starts(bytes, inner, "06092a864886f70d0105") || starts(bytes, inner, "060a2a864886f70d010c01"))) {
            return PRIVATE_KEY; // encrypted PKCS#8
        }
        // The next element is the subject in a certification request, and the algorithm in a certificate of version 1.
        boolean version1 =
                starts(bytes, inner, "02") && starts(bytes, contentStart(bytes, afterInteger(bytes, inner)), "06");
        return nested && (starts(bytes, inner, "a003020") || version1) ? CERTIFICATE : ASN_1;
    }

    /** Whether one of the next four bytes is a control character or not ASCII. */
    private static boolean isNoText(byte[] bytes) {
        for (int i = 1; i < 5; i++) {
            if (bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
                return true;
            }
        }
        return false;
    }

    private static int contentStart(byte[] bytes, int element) {
        if (element + 1 >= bytes.length) {
            return bytes.length;
        }
        int first = bytes[element + 1] & 0xff;
        return element + 2 + (first > 0x80 ? first & 0x7f : 0);
    }

    private static int afterInteger(byte[] bytes, int element) {
        return element + 1 < bytes.length ? element + 2 + (bytes[element + 1] & 0x7f) : bytes.length;
    }

    private static Optional<Container> text(String whole) {
        String text = (whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(BYTE_ORDER_MARK.length()) : whole).strip();
        if (text.isEmpty()) {
            return Optional.of(WHITE_SPACE);
        } else if (text.startsWith("{{") || text.startsWith("${") || text.startsWith("$(")) {
            return Optional.of(PLACEHOLDER);
        } else if (text.startsWith("<")) {
            return Optional.of(HTML);
        } else if (text.startsWith("{") || text.startsWith("[")) {
            return Optional.of(JSON);
        } else if (text.contains("-----BEGIN CERTIFICATE-----\\n") || text.contains("-----BEGIN CERTIFICATE-----\\r")) {
            return Optional.of(ESCAPED);
        } else if (text.startsWith("Certificate:") && !text.contains("-----")) {
            return Optional.of(PRINTED);
        } else if (text.toUpperCase(Locale.ROOT).contains("BEGIN CERTIFICATE") && !text.contains("----")) {
            return Optional.of(DASHES);
        }
        return isLocation(text) ? Optional.of(LOCATION) : Optional.empty();
    }

    private static boolean isLocation(String text) {
        return text.length() < LONGEST_LOCATION
                && text.indexOf('\n') < 0
                && base64(text.getBytes(StandardCharsets.ISO_8859_1))
                        .flatMap(ContainerDetector::inBase64)
                        .isEmpty()
                && (text.matches("(/|\\./|~/|[a-zA-Z]:\\\\|[a-z]+://)\\S+")
                        || text.matches("\\S+\\.(pem|crt|cer|der|p7b)"));
    }

    /** Decodes a text that is entirely base64. */
    private static Optional<byte[]> base64(byte[] bytes) {
        String compact = latin1(bytes).replace(BYTE_ORDER_MARK, "").replaceAll("[ \t\r\n]", "");
        if (compact.length() < SHORTEST_BASE64) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(compact));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean holdsKey(Container container, byte[] content) {
        return switch (container) {
            case UTF_16, UTF_16_LE, UTF_16_BE ->
                latin1(content).replace("\0", "").contains(KEY_LABEL);
            case GZIP, ZIP, JKS, JCEKS, PKCS7, PKCS12, CERTIFICATE, ASN_1 -> false;
            default -> latin1(content).contains(KEY_LABEL);
        };
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** @param hex the expected bytes; a single digit at the end matches the upper half of a byte */
    private static boolean starts(byte[] bytes, int from, String hex) {
        int length = hex.length() / 2;
        if (from + (hex.length() + 1) / 2 > bytes.length) {
            return false;
        }
        byte[] signature = HexFormat.of().parseHex(hex.substring(0, 2 * length));
        return Arrays.equals(bytes, from, from + length, signature, 0, length)
                && (hex.length() % 2 == 0
                        || (bytes[from + length] & 0xff) >> 4 == Character.digit(hex.charAt(hex.length() - 1), 16));
    }
}
