package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.ascii;
import static dev.namespacecerts.comparison.Der.element;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.comparison.RawCertificate.attribute;
import static dev.namespacecerts.comparison.RawCertificate.name;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.comparison.RawCertificate.Piece;
import dev.namespacecerts.testing.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** Distinguished names: every string type with what it may and may not hold, and the frame around it. */
final class NameCases {
    private static final String COMMON_NAME = "2.5.4.3";

    private NameCases() {}

    static void add(CertificateCorpus corpus) {
        for (int character = 0; character < 256; character++) {
            byte[] value = {'a', (byte) character, 'b'};
            for (int tag : new int[] {Der.PRINTABLE, Der.IA5, Der.NUMERIC, Der.T61, Der.UTF8}) {
                if (character % 16 == 10 || "@&*_'()+,-./:=?!\"#\u007f\u0080 ".indexOf(character) >= 0) {
                    value(corpus, "%02x-holds-%02x".formatted(tag, character), tag, value);
                }
            }
        }
        for (int tag = 0; tag < 0x31; tag++) {
            value(corpus, "tag-%02x".formatted(tag), tag, ascii("1234"));
            value(corpus, "tag-%02x-empty".formatted(tag), tag, new byte[0]);
        }
        addUnicode(corpus);
        addFrames(corpus);
    }

    private static void addUnicode(CertificateCorpus corpus) {
        String[] utf8 = {
            "c3a4",
            "c080",
            "c1bf",
            "e0809f",
            "eda080",
            "edbfbf",
            "f08080af",
            "f4908080",
            "f0908080",
            "ff",
            "80",
            "c3",
            "efbfbe",
            "00",
            "efbbbf41",
            "e280ae41",
            "0a",
            "7f",
            "c285",
            "e2808b",
            "f0"
        };
        for (String value : utf8) {
            value(corpus, "utf8-" + value, Der.UTF8, hex(value));
        }
        String[] bmp = {
            "0041",
            "00410042",
            "41",
            "004100",
            "0000",
            "00410000",
            "000000000041",
            "d800",
            "d83dde00",
            "dfff",
            "fffe",
            "ffff",
            "fdcf",
            "fdd0",
            "fdef",
            "fdf0",
            "fffd",
            "feff0041",
            "202e0041",
            "00000000"
        };
        for (String value : bmp) {
            value(corpus, "bmp-" + value, Der.BMP, hex(value));
        }
        value(corpus, "universal", Der.UNIVERSAL, hex("00000041"));
        value(corpus, "universal-odd", Der.UNIVERSAL, hex("000041"));
        value(corpus, "visible", Der.VISIBLE, ascii("Acme"));
        value(corpus, "t61-latin", Der.T61, hex("e4f6fc80ff00"));
        value(corpus, "long", Der.UTF8, "Ä".repeat(5000).getBytes(StandardCharsets.UTF_8));
    }

    private static void addFrames(CertificateCorpus corpus) {
        byte[] common = attribute(COMMON_NAME, Der.UTF8, ascii("Acme"));
        byte[] unit = attribute("2.5.4.11", Der.PRINTABLE, ascii("Payments"));
        subject(corpus, "none", sequence());
        subject(corpus, "empty-relative-name", sequence(element(Der.SET)));
        subject(corpus, "two-empty-relative-names", sequence(element(Der.SET), element(Der.SET)));
        subject(corpus, "several", name(common, unit, common));
        subject(corpus, "several-in-one-set", sequence(element(Der.SET, common, unit)));
        subject(corpus, "several-in-one-set-unsorted", sequence(element(Der.SET, unit, common)));
        subject(corpus, "same-twice-in-one-set", sequence(element(Der.SET, unit, unit)));
        subject(corpus, "sequence-for-set", sequence(sequence(common)));
        subject(corpus, "set-for-sequence", element(Der.SET, element(Der.SET, common)));
        subject(corpus, "bare-attribute", sequence(common));
        subject(corpus, "no-value", name(sequence(Der.oid(COMMON_NAME))));
        subject(corpus, "no-type", name(sequence(Der.text(Der.UTF8, "Acme"))));
        subject(
                corpus,
                "trailing-in-attribute",
                name(sequence(Der.oid(COMMON_NAME), Der.text(Der.UTF8, "a"), hex("0500"))));
        subject(
                corpus,
                "trailing-garbage-in-attribute",
                name(sequence(Der.oid(COMMON_NAME), Der.text(Der.UTF8, "a"), hex("ff"))));
        subject(corpus, "trailing-in-set", sequence(element(Der.SET, common, hex("00"))));
        subject(corpus, "null-value", name(sequence(Der.oid(COMMON_NAME), hex("0500"))));
        subject(corpus, "high-tag-value", name(sequence(Der.oid(COMMON_NAME), hex("1f810100"))));
        subject(corpus, "value-too-long", name(sequence(Der.oid(COMMON_NAME), hex("0c7f41"))));
        for (String oid : new String[] {
            "",
            "00",
            "55",
            "80",
            "8055",
            "550480",
            "5504ff",
            "550480ff7f",
            "2a",
            "78",
            "7f",
            "8837",
            "2b0601040182371501",
            "2b8f80808000",
            "2bffffffff7f",
            "2b87ffffff7f",
            "2b8880808000",
            "550490808080808080808000"
        }) {
            byte[] type = element(0x06, hex(oid));
            subject(corpus, "type-0x" + oid, name(sequence(type, Der.text(Der.UTF8, "a"))));
        }
        corpus.add(
                "name/issuer-broken",
                new RawCertificate().with(Piece.ISSUER, name(attribute(COMMON_NAME, Der.PRINTABLE, ascii("a@b")))));
        corpus.add("name/issuer-empty", new RawCertificate().with(Piece.ISSUER, sequence()));
        subject(
                corpus,
                "thousand-attributes",
                name(Collections.nCopies(1000, unit).toArray(byte[][]::new)));
        subject(corpus, "email", name(attribute("1.2.840.113549.1.9.1", Der.IA5, ascii("ca@example.com"))));
        subject(corpus, "component", name(attribute("0.9.2342.19200300.100.1.25", Der.IA5, ascii("example"))));
        subject(corpus, "trailing", Bytes.join(name(common), hex("3000")));
    }

    private static void value(CertificateCorpus corpus, String name, int tag, byte[] value) {
        subject(corpus, name, name(attribute(COMMON_NAME, tag, value)));
    }

    private static void subject(CertificateCorpus corpus, String name, byte[] subject) {
        corpus.add("name/" + name, new RawCertificate().with(Piece.SUBJECT, subject));
    }
}
