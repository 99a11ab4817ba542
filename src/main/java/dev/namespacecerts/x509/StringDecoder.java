package dev.namespacecerts.x509;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Decodes the string types in names with the checks of Go's parseASN1String. */
final class StringDecoder {
    // '*' and '&' are not allowed in a PrintableString, but Go accepts them because certificates contain them.
    private static final String PRINTABLE_MARKS = " '()+,-./:=?*&";

    private static final Map<String, String> ALLOWED = Map.of(
            "PrintableString", "letters, digits, space and ' ( ) + , - . / : = ? * &",
            "IA5String", "the characters of ASCII",
            "NumericString", "digits and space");
    private static final Map<Integer, String> TYPES = Map.of(
            0x01, "a BOOLEAN",
            0x02, "an INTEGER",
            0x03, "a BIT STRING",
            0x04, "an OCTET STRING",
            0x1a, "a VisibleString",
            0x1b, "a GeneralString",
            0x1c, "a UniversalString",
            0x30, "a SEQUENCE");
    private static final int SHOWN = 16;

    private StringDecoder() {}

    /**
     * Decodes the value of an attribute.
     *
     * @param type the dotted identifier of the attribute
     * @param name the name that has the attribute: "the issuer" or "the subject"
     */
    static String decode(DerElement value, String type, String name) throws CertificateFormatException {
        // A supplier, because this runs for each attribute and the text is rarely needed.
        Supplier<String> what = () -> "the attribute " + NameText.nameOf(type) + " of " + name;
        byte[] octets = value.content().rest();
        return switch (value.tag()) {
            case DerTag.PRINTABLE_STRING -> ascii(octets, StringDecoder::isPrintable, "PrintableString", what);
            case DerTag.IA5_STRING -> ascii(octets, octet -> octet < 0x80, "IA5String", what);
            case DerTag.NUMERIC_STRING -> ascii(octets, octet -> isDigit(octet) || octet == ' ', "NumericString", what);
            case DerTag.UTF8_STRING -> strict(octets, StandardCharsets.UTF_8, "UTF8String", what);
            case DerTag.BMP_STRING -> bmp(octets, what);
            // Like Go and most other software, treats T.61 as Latin-1.
            case DerTag.T61_STRING -> new String(octets, StandardCharsets.ISO_8859_1);
            default ->
                throw new CertificateFormatException(what.get() + " is " + typeOf(value.tag())
                        + "; accepted are PrintableString, UTF8String, IA5String, NumericString, T61String and"
                        + " BMPString");
        };
    }

    private static String ascii(byte[] octets, IntPredicate allowed, String type, Supplier<String> what)
            throws CertificateFormatException {
        for (byte octet : octets) {
            if (!allowed.test(octet & 0xff)) {
                String found =
                        octet < 0 ? "a character that is not ASCII" : DisplayText.quoted("" + (char) octet, SHOWN);
                throw new CertificateFormatException(what.get() + " is a " + type + " with " + found + "; accepted are "
                        + ALLOWED.get(type) + ". A UTF8String may hold any character");
            }
        }
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private static String bmp(byte[] octets, Supplier<String> what) throws CertificateFormatException {
        int length = octets.length;
        if (length % 2 != 0) {
            throw invalid("BMPString", what);
        }
        if (length >= 2 && octets[length - 1] == 0 && octets[length - 2] == 0) {
            length -= 2; // the terminator
        }
        String text = strict(Arrays.copyOf(octets, length), StandardCharsets.UTF_16BE, "BMPString", what);
        if (text.chars().anyMatch(StringDecoder::isNoBmpCharacter)) {
            throw invalid("BMPString", what);
        }
        return text;
    }

    private static String strict(byte[] octets, Charset charset, String type, Supplier<String> what)
            throws CertificateFormatException {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw invalid(type, what);
        }
    }

    private static String typeOf(int tag) {
        return TYPES.getOrDefault(tag, "of ASN.1 tag " + tag);
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

    private static CertificateFormatException invalid(String type, Supplier<String> what) {
        return new CertificateFormatException(what.get() + " is a malformed " + type);
    }
}
