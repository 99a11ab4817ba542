package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.comparison.RawCertificate.Piece;
import dev.namespacecerts.testing.Bytes;
import java.util.Arrays;

/** The frame of a certificate: lengths, order, versions, serial numbers, what is missing and what is too much. */
final class StructureCases {
    private StructureCases() {}

    static void add(CertificateCorpus corpus) {
        corpus.add("structure/usual", new RawCertificate());
        corpus.add("structure/empty", new byte[0]);
        corpus.add("structure/null", hex("0500"));
        corpus.add("structure/empty-sequence", hex("3000"));
        addLengths(corpus);
        addVersions(corpus);
        addSerials(corpus);
        for (Piece piece : Piece.values()) {
            corpus.add("structure/without-" + piece, new RawCertificate().without(piece));
            corpus.add("structure/null-as-" + piece, new RawCertificate().with(piece, hex("0500")));
            corpus.add("structure/high-tag-as-" + piece, new RawCertificate().with(piece, hex("1f8101 00")));
        }
        byte[] uniqueIdentifiers = hex("8102 0001 8202 0002");
        corpus.add("structure/unique-ids", new RawCertificate().with(Piece.UNIQUE_IDENTIFIERS, uniqueIdentifiers));
        corpus.add(
                "structure/unique-ids-swapped",
                new RawCertificate().with(Piece.UNIQUE_IDENTIFIERS, hex("8202 0001 8102 0002")));
        corpus.add(
                "structure/unique-ids-in-version-1",
                new RawCertificate().without(Piece.VERSION).with(Piece.UNIQUE_IDENTIFIERS, uniqueIdentifiers));
        corpus.add("structure/unique-id-cut", new RawCertificate().with(Piece.UNIQUE_IDENTIFIERS, hex("81ff")));
        corpus.add(
                "structure/signature-unused-bits",
                new RawCertificate().with(Piece.SIGNATURE, Der.bits(3, hex("00f8"))));
        corpus.add(
                "structure/signature-bits-not-zero",
                new RawCertificate().with(Piece.SIGNATURE, Der.bits(3, hex("00ff"))));
        corpus.add("structure/signature-8-unused", new RawCertificate().with(Piece.SIGNATURE, Der.bits(8, hex("00"))));
        corpus.add("structure/signature-empty", new RawCertificate().with(Piece.SIGNATURE, hex("0301 00")));
        corpus.add("structure/signature-no-count", new RawCertificate().with(Piece.SIGNATURE, hex("0300")));
        corpus.add("structure/signature-empty-unused", new RawCertificate().with(Piece.SIGNATURE, hex("0301 01")));
        corpus.add("structure/signature-constructed", new RawCertificate().with(Piece.SIGNATURE, hex("2304 03020001")));
    }

    private static void addLengths(CertificateCorpus corpus) {
        byte[] der = new RawCertificate().der();
        byte[] content = Arrays.copyOfRange(der, 4, der.length);
        byte[] length = {(byte) (content.length >> 8), (byte) content.length};
        corpus.add("lengths/one-byte-too-many", Bytes.join(hex("3083 00"), length, content));
        corpus.add("lengths/two-bytes-too-many", Bytes.join(hex("3084 0000"), length, content));
        corpus.add("lengths/five-bytes", Bytes.join(hex("3085 000000"), length, content));
        corpus.add("lengths/indefinite", Bytes.join(hex("3080"), content, hex("0000")));
        corpus.add("lengths/huge", Bytes.join(hex("3084 ffffffff"), content));
        corpus.add("lengths/half-huge", Bytes.join(hex("3084 7fffffff"), content));
        corpus.add("lengths/reserved", Bytes.join(hex("30ff"), content));
        corpus.add("lengths/one-too-large", Bytes.join(hex("3082"), Der.integer(0), content));
        corpus.add("lengths/trailing", Bytes.join(der, hex("00")));
        corpus.add("lengths/twice", Bytes.join(der, der));
        for (int cut : new int[] {1, 2, 3, 4, 5, 20, 100, der.length / 2, der.length - 1}) {
            corpus.add("lengths/cut-at-" + cut, Arrays.copyOf(der, cut));
        }
        byte[] serial = hex("0281 02 1267");
        corpus.add("lengths/serial-in-long-form", new RawCertificate().with(Piece.SERIAL, serial));
        byte[] longName = sequence(Bytes.hex("3181 0f 300d 0603550403 0c06 41636d652e2e"));
        corpus.add("lengths/name-in-long-form", new RawCertificate().with(Piece.SUBJECT, longName));
        corpus.add("lengths/validity-longer", new RawCertificate().with(Piece.VALIDITY, hex("30ff")));
    }

    private static void addVersions(CertificateCorpus corpus) {
        for (String version : new String[] {
            "02 01 00",
            "02 01 01",
            "02 01 02",
            "02 01 03",
            "02 01 7f",
            "02 01 ff",
            "02 02 0002",
            "02 00",
            "02 09 010000000000000002",
            "02 01 02 00",
            "02 01 02 02 01 02",
            "04 01 02",
            "",
            "05 00"
        }) {
            byte[] explicit = Der.explicit(0, hex(version));
            corpus.add("version/" + version.replace(" ", ""), new RawCertificate().with(Piece.VERSION, explicit));
        }
        corpus.add("version/implicit", new RawCertificate().with(Piece.VERSION, hex("800102")));
        corpus.add("version/bare", new RawCertificate().with(Piece.VERSION, hex("020102")));
        corpus.add(
                "version/1-without-extensions",
                new RawCertificate().without(Piece.VERSION).without(Piece.EXTENSIONS));
        corpus.add(
                "version/1-with-broken-extensions",
                new RawCertificate().without(Piece.VERSION).with(Piece.EXTENSIONS, hex("a3ff")));
        corpus.add("version/3-without-extensions", new RawCertificate().without(Piece.EXTENSIONS));
        corpus.add("version/3-with-no-extension", new RawCertificate().extensions());
    }

    private static void addSerials(CertificateCorpus corpus) {
        for (String content : new String[] {
            "",
            "00",
            "01",
            "7f",
            "80",
            "ff",
            "0080",
            "0001",
            "00",
            "ff80",
            "ff7f",
            "0000",
            "00ff",
            "7fffffffffffffffffffffffffffffffffffffff",
            "00ffffffffffffffffffffffffffffffffffffffff",
            "01".repeat(64),
            "01".repeat(300)
        }) {
            if (!corpus.certificates().containsKey(name(content))) {
                corpus.add(
                        name(content), new RawCertificate().with(Piece.SERIAL, Der.element(Der.INTEGER, hex(content))));
            }
        }
        corpus.add("serial/constructed", new RawCertificate().with(Piece.SERIAL, hex("2203 020101")));
        corpus.add("serial/enumerated", new RawCertificate().with(Piece.SERIAL, hex("0a01 01")));
        corpus.add("serial/twice", new RawCertificate().with(Piece.SERIAL, hex("020101 020101")));
    }

    private static String name(String serial) {
        return "serial/" + (serial.length() > 40 ? serial.length() + "-digits" : "0x" + serial);
    }
}
