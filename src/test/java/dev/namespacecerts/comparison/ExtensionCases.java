package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.explicit;
import static dev.namespacecerts.comparison.Der.oid;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.comparison.RawCertificate.BASIC_CONSTRAINTS;
import static dev.namespacecerts.comparison.RawCertificate.extension;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.comparison.RawCertificate.Piece;

/** The list of extensions, and those that say what a certificate is for and whose key it has. */
final class ExtensionCases {
    private ExtensionCases() {}

    static void add(CertificateCorpus corpus) {
        addList(corpus);
        for (String value : new String[] {
            "3000",
            "3003 010100",
            "3003 0101ff",
            "3003 010101",
            "3003 010180",
            "3002 0100",
            "3006 0101ff 020100",
            "3006 0101ff 020101",
            "3006 0101ff 02017f",
            "3006 0101ff 0201ff",
            "3007 0101ff 02020001",
            "3007 0101ff 02020080",
            "300a 0101ff 0205 007fffffff",
            "300a 0101ff 0205 0080000000",
            "300d 0101ff 0208 7fffffffffffffff",
            "300e 0101ff 0209 008000000000000000",
            "300e 0101ff 0209 00ffffffffffffffff",
            "300e 0101ff 0209 010000000000000000",
            "3003 020105",
            "3006 010100 020105",
            "3006 020105 0101ff",
            "3003 0101ff 00",
            "3005 0101ff 0500",
            "3103 0101ff",
            "0500",
            "",
            "3004 02020000",
            "3006 0101ff 010100",
            "30",
            "3080 0101ff 0000",
            "3003 8001ff",
            "3009 0101ff 020101 020102",
            "3004 0101ff 00",
            "3005 0101ff 0200"
        }) {
            add(corpus, "basic-constraints", "2.5.29.19", value);
        }
        for (String value : new String[] {
            "030206c0", "03020106", "03020204", "0302 00ff", "0303 07ff80", "0303 0700 80", "0301 00", "0302 0780",
                    "0302 0081", "0302 0104", "0302 0105", "0302 0880",
            "0302 0900", "0300", "0301 01", "0303 000000", "0304 0000ffff", "04020204", "0500", "", "2306 030400020106",
                    "030201 06 00", "0382000201 06", "0302ff00"
        }) {
            add(corpus, "key-usage", "2.5.29.15", value);
        }
        addExtendedKeyUsages(corpus);
        addKeyIdentifiers(corpus);
    }

    private static void addList(CertificateCorpus corpus) {
        byte[] unknown = extension("1.2.3.4", false, hex("0500"));
        byte[] critical = extension("1.2.3.4", true, hex("0500"));
        list(corpus, "unknown", BASIC_CONSTRAINTS, unknown);
        list(corpus, "unknown-critical", BASIC_CONSTRAINTS, critical);
        list(corpus, "two-unknown-critical", critical, extension("2.5.29.99", true), extension("2.5.29", true));
        list(corpus, "duplicate", BASIC_CONSTRAINTS, BASIC_CONSTRAINTS);
        list(corpus, "duplicate-unknown", unknown, critical);
        list(corpus, "empty-value", extension("1.2.3.4", true));
        list(corpus, "id-ce-deeper", extension("2.5.29.19.1", true, hex("3000")));
        list(corpus, "private-internet", extension("1.3.6.1.5.5.7.1.11", true, hex("3000")));
        list(corpus, "must-staple", extension("1.3.6.1.5.5.7.1.24", true, hex("3003020105")));
        list(corpus, "not-critical-spelled-out", sequence(oid("1.2.3.4"), Der.bool(false), Der.octets(hex("0500"))));
        list(corpus, "critical-as-01", sequence(oid("1.2.3.4"), hex("010101"), Der.octets()));
        list(corpus, "critical-as-two-bytes", sequence(oid("1.2.3.4"), hex("0102ffff"), Der.octets()));
        list(corpus, "critical-twice", sequence(oid("1.2.3.4"), Der.bool(true), Der.bool(true), Der.octets()));
        list(corpus, "critical-after-value", sequence(oid("1.2.3.4"), Der.octets(), Der.bool(true)));
        list(corpus, "no-value", sequence(oid("1.2.3.4")));
        list(corpus, "no-oid", sequence(Der.octets()));
        list(corpus, "value-as-bits", sequence(oid("1.2.3.4"), Der.bits(0, hex("00"))));
        list(corpus, "constructed-value", sequence(oid("1.2.3.4"), hex("2402 0400")));
        list(corpus, "trailing-in-extension", sequence(oid("1.2.3.4"), Der.octets(), hex("0500")));
        list(corpus, "garbage-in-extension", sequence(oid("1.2.3.4"), Der.octets(), hex("ff")));
        list(corpus, "bare-octets", Der.octets());
        list(corpus, "big-oid", extension("1.2.9999999999999", true));
        list(corpus, "oid-of-31-bits", extension("1.2.2147483647", true));
        list(corpus, "oid-of-32-bits", extension("1.2.4294967295", true));
        pieces(corpus, "trailing-after-list", explicit(3, sequence(BASIC_CONSTRAINTS), hex("0500")));
        pieces(corpus, "garbage-after-list", explicit(3, sequence(BASIC_CONSTRAINTS), hex("ff")));
        pieces(corpus, "set", explicit(3, Der.element(Der.SET, BASIC_CONSTRAINTS)));
        pieces(corpus, "bare-list", sequence(BASIC_CONSTRAINTS));
        pieces(corpus, "implicit", Der.element(0x83, sequence(BASIC_CONSTRAINTS)));
        pieces(corpus, "empty-explicit", explicit(3));
        pieces(corpus, "other-tag", explicit(4, sequence(BASIC_CONSTRAINTS)));
        RawCertificate after = new RawCertificate().with(Piece.AFTER_EXTENSIONS, hex("a402 0500"));
        corpus.add("extensions/another-field-after", after);
        corpus.add("extensions/garbage-after", new RawCertificate().with(Piece.AFTER_EXTENSIONS, hex("ff")));
        corpus.add(
                "extensions/twice", new RawCertificate().with(Piece.AFTER_EXTENSIONS, explicit(3, sequence(critical))));
    }

    private static void addExtendedKeyUsages(CertificateCorpus corpus) {
        byte[] client = oid("1.3.6.1.5.5.7.3.2");
        byte[] server = oid("1.3.6.1.5.5.7.3.1");
        String id = "2.5.29.37";
        for (boolean critical : new boolean[] {false, true}) {
            String kind = "extended-key-usage/" + (critical ? "critical-" : "");
            single(corpus, kind + "client", extension(id, critical, sequence(client)));
            single(corpus, kind + "server", extension(id, critical, sequence(server)));
            single(corpus, kind + "both", extension(id, critical, sequence(server, client)));
            single(corpus, kind + "any", extension(id, critical, sequence(oid("2.5.29.37.0"))));
            single(corpus, kind + "unknown", extension(id, critical, sequence(oid("1.2.3.4"))));
            single(corpus, kind + "none", extension(id, critical, sequence()));
        }
        single(corpus, "extended-key-usage/trailing", extension(id, false, sequence(client), hex("0500")));
        single(corpus, "extended-key-usage/not-oid", extension(id, false, sequence(hex("0500"))));
        single(corpus, "extended-key-usage/bare", extension(id, false, client));
        single(corpus, "extended-key-usage/broken-oid", extension(id, false, sequence(hex("06022a80"))));
        single(corpus, "extended-key-usage/empty-oid", extension(id, false, sequence(hex("0600"))));
        single(corpus, "extended-key-usage/huge-oid", extension(id, false, sequence(oid("1.2.9999999999999"))));
        single(corpus, "extended-key-usage/twice-client", extension(id, false, sequence(client, client)));
    }

    private static void addKeyIdentifiers(CertificateCorpus corpus) {
        for (String value : new String[] {
            "0403010203",
            "0400",
            "0500",
            "",
            "040301020300",
            "2405 0403010203",
            "030401020304",
            "04ff",
            "0420" + "00".repeat(32)
        }) {
            add(corpus, "subject-key-identifier", "2.5.29.14", value);
        }
        for (String value : new String[] {
            "3005 8003010203",
            "3000",
            "3002 8000",
            "3005 8103010203",
            "3005 a003040101",
            "3005 8003010203 00",
            "3005 8005010203",
            "0403010203",
            "",
            "300a 8003010203 8203010203",
            "3008 820101 8003010203",
            "3007 8003010203 0500",
            "300a 8003010203 8003040506",
            "3080 8003010203 0000"
        }) {
            add(corpus, "authority-key-identifier", "2.5.29.35", value);
        }
    }

    private static void add(CertificateCorpus corpus, String name, String oid, String value) {
        String short64 = value.length() > 64 ? value.length() + "-digits" : "0x" + value.replace(" ", "");
        String base = name + "/" + short64;
        for (int i = 2; corpus.certificates().containsKey(base); i++) {
            base = name + "/" + short64 + "#" + i;
        }
        single(corpus, base, extension(oid, false, hex(value)));
        single(corpus, base + "-critical", extension(oid, true, hex(value)));
    }

    private static void single(CertificateCorpus corpus, String name, byte[] extension) {
        corpus.add(name, new RawCertificate().extensions(extension));
    }

    private static void list(CertificateCorpus corpus, String name, byte[]... extensions) {
        corpus.add("extensions/" + name, new RawCertificate().extensions(extensions));
    }

    private static void pieces(CertificateCorpus corpus, String name, byte[] whole) {
        corpus.add("extensions/" + name, new RawCertificate().with(Piece.EXTENSIONS, whole));
    }
}
