package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.element;
import static dev.namespacecerts.comparison.Der.sequence;

import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.testing.TestKeys;
import java.util.EnumMap;
import java.util.Map;

/** A certificate made of pieces of DER, each of which can be anything. Its signature is none: for parsers only. */
final class RawCertificate {
    static final byte[] EXPLICIT_VERSION_3 = Bytes.hex("a003 020102");
    static final byte[] ECDSA_SHA256 = Bytes.hex("300a 06082a8648ce3d040302");
    static final byte[] NAME = name(attribute("2.5.4.3", Der.UTF8, Der.ascii("Acme Root")));
    static final byte[] VALIDITY =
            sequence(Der.text(Der.UTC_TIME, "260101000000Z"), Der.text(Der.UTC_TIME, "360101000000Z"));
    static final byte[] KEY =
            TestKeys.pair("ECDSA-P256", TestKeys.seeded("raw")).getPublic().getEncoded();
    static final byte[] BASIC_CONSTRAINTS = extension("2.5.29.19", true, Bytes.hex("3003 0101ff"));

    /** The pieces in their order. */
    enum Piece {
        VERSION,
        SERIAL,
        INNER_ALGORITHM,
        ISSUER,
        VALIDITY,
        SUBJECT,
        KEY,
        UNIQUE_IDENTIFIERS,
        EXTENSIONS,
        AFTER_EXTENSIONS,
        OUTER_ALGORITHM,
        SIGNATURE,
        AFTER_SIGNATURE,
        AFTER_END
    }

    private final Map<Piece, byte[]> pieces = new EnumMap<>(Piece.class);

    /** One that every parser accepts: a CA of version 3 with basic constraints. */
    RawCertificate() {
        with(Piece.VERSION, EXPLICIT_VERSION_3)
                .with(Piece.SERIAL, Der.integer(4711))
                .with(Piece.INNER_ALGORITHM, ECDSA_SHA256)
                .with(Piece.ISSUER, NAME)
                .with(Piece.VALIDITY, VALIDITY)
                .with(Piece.SUBJECT, NAME)
                .with(Piece.KEY, KEY)
                .with(Piece.OUTER_ALGORITHM, ECDSA_SHA256)
                .with(Piece.SIGNATURE, Der.bits(0, Bytes.hex("3006 020101 020101")))
                .extensions(BASIC_CONSTRAINTS);
    }

    RawCertificate with(Piece piece, byte[]... content) {
        pieces.put(piece, Bytes.join(content));
        return this;
    }

    RawCertificate without(Piece piece) {
        return with(piece);
    }

    RawCertificate algorithm(byte[] both) {
        return with(Piece.INNER_ALGORITHM, both).with(Piece.OUTER_ALGORITHM, both);
    }

    RawCertificate extensions(byte[]... all) {
        return with(Piece.EXTENSIONS, Der.explicit(3, sequence(all)));
    }

    byte[] der() {
        return Bytes.join(
                sequence(
                        sequence(from(Piece.VERSION, Piece.AFTER_EXTENSIONS)),
                        from(Piece.OUTER_ALGORITHM, Piece.AFTER_SIGNATURE)),
                from(Piece.AFTER_END, Piece.AFTER_END));
    }

    static byte[] extension(String oid, boolean critical, byte[]... content) {
        byte[] flag = critical ? Der.bool(true) : new byte[0];
        return sequence(Der.oid(oid), flag, Der.octets(content));
    }

    /** A name of attributes, each in a relative name of its own. */
    static byte[] name(byte[]... attributes) {
        byte[][] sets = new byte[attributes.length][];
        for (int i = 0; i < attributes.length; i++) {
            sets[i] = element(Der.SET, attributes[i]);
        }
        return sequence(sets);
    }

    static byte[] attribute(String oid, int tag, byte[] value) {
        return sequence(Der.oid(oid), element(tag, value));
    }

    private byte[] from(Piece first, Piece last) {
        return Bytes.join(pieces.entrySet().stream()
                .filter(entry ->
                        entry.getKey().compareTo(first) >= 0 && entry.getKey().compareTo(last) <= 0)
                .map(Map.Entry::getValue)
                .toArray(byte[][]::new));
    }
}
