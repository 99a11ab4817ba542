package dev.namespacecerts.x509;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Decodes the string types of names with the checks of Go's parseASN1String. */
final class StringDecoder {
    // '*' and '&' are no characters of a PrintableString, but Go has to live with certificates that hold them.
    private static final String PRINTABLE_MARKS = " '()+,-./:=?*&";

    private StringDecoder() {}

    static String decode(DerElement value, String what) throws CertificateFormatException {
        byte[] octets = value.content().rest();
        return switch (value.tag()) {
            case DerTag.PRINTABLE_STRING -> ascii(octets, StringDecoder::isPrintable, "PrintableString", what);
            case DerTag.IA5_STRING -> ascii(octets, octet -> octet < 0x80, "IA5String", what);
            case DerTag.NUMERIC_STRING -> ascii(octets, octet -> isDigit(octet) || octet == ' ', "NumericString", what);
            case DerTag.UTF8_STRING -> strict(octets, StandardCharsets.UTF_8, "UTF8String", what);
            case DerTag.BMP_STRING -> bmp(octets, what);
            // As everybody does: T.61 is all but Latin-1.
            case DerTag.T61_STRING -> new String(octets, StandardCharsets.ISO_8859_1);
            default -> throw new CertificateFormatException(what + " has a type that is not supported");
        };
    }

    private static String ascii(byte[] octets, IntPredicate allowed, String type, String what)
            throws CertificateFormatException {
        for (byte octet : octets) {
            if (!allowed.test(octet & 0xff)) {
                throw invalid(type, what);
            }
        }
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private static String bmp(byte[] octets, String what) throws CertificateFormatException {
        int length = octets.length;
        if (length % 2 != 0) {
            throw invalid("BMPString", what);
        }
        if (length >= 2 && octets[length - 1] == 0 && octets[length - 2] == 0) {
            length -= 2; // a terminator
        }
        String text = strict(Arrays.copyOf(octets, length), StandardCharsets.UTF_16BE, "BMPString", what);
        if (text.chars().anyMatch(StringDecoder::isNoBmpCharacter)) {
            throw invalid("BMPString", what);
        }
        return text;
    }

    private static String strict(byte[] octets, Charset charset, String type, String what)
            throws CertificateFormatException {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw invalid(type, what);
        }
    }

    private static boolean isPrintable(int octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || isDigit(octet)
                || PRINTABLE_MARKS.indexOf(octet) >= 0;
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean isNoBmpCharacter(int unit) {
        return unit >= 0xfffe || unit >= 0xfdd0 && unit <= 0xfdef || unit >= 0xd800 && unit <= 0xdfff;
    }

    private static CertificateFormatException invalid(String type, String what) {
        return new CertificateFormatException(what + " holds what a " + type + " may not hold");
    }
}
