package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.comparison.RawCertificate.Piece;
import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.testing.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Public keys: kinds, sizes, curves, parameters, points and numbers. */
final class KeyCases {
    private static final byte[] RSA = hex("06092a864886f70d010101");
    private static final byte[] EC = hex("06072a8648ce3d0201");
    private static final byte[] ED25519 = hex("06032b6570");
    private static final byte[] DSA = hex("06072a8648ce380401");
    private static final byte[] NULL = hex("0500");
    private static final byte[] P256 = hex("06082a8648ce3d030107");
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private KeyCases() {}

    static void add(CertificateCorpus corpus) {
        for (String kind : new String[] {
            "ECDSA-P192",
            "ECDSA-P224",
            "ECDSA-P256",
            "ECDSA-P384",
            "ECDSA-P521",
            "ECDSA-secp256k1",
            "ECDSA-brainpoolP256r1",
            "ECDSA-brainpoolP384r1",
            "ECDSA-B-233",
            "Ed25519",
            "Ed448",
            "X25519",
            "DSA-1024",
            "DSA-2048",
        }) {
            key(
                    corpus,
                    kind,
                    TestKeys.pair(kind, TestKeys.seeded(kind)).getPublic().getEncoded());
        }
        PublicKey p256 = TestKeys.pair("ECDSA-P256", TestKeys.seeded("points")).getPublic();
        key(corpus, "explicit-parameters", TestKeys.withExplicitParameters(p256));
        addPoints(
                corpus,
                SubjectPublicKeyInfo.getInstance(p256.getEncoded())
                        .getPublicKeyData()
                        .getBytes());
        addRsaNumbers(corpus);
        addRsaFrames(corpus);
        addOthers(corpus);
    }

    private static void addPoints(CertificateCorpus corpus, byte[] point) {
        byte[] compressed = Arrays.copyOf(point, 33);
        compressed[0] = (byte) (2 + (point[64] & 1));
        byte[] hybrid = point.clone();
        hybrid[0] = (byte) (6 + (point[64] & 1));
        byte[] off = point.clone();
        off[64] ^= 1;
        byte[] tooLarge = new byte[65];
        Arrays.fill(tooLarge, (byte) 0xff);
        tooLarge[0] = 4;
        byte[] zero = new byte[65];
        zero[0] = 4;
        ec(corpus, "point-compressed", P256, compressed);
        ec(corpus, "point-hybrid", P256, hybrid);
        ec(corpus, "point-off-the-curve", P256, off);
        ec(corpus, "point-too-large", P256, tooLarge);
        ec(corpus, "point-zero", P256, zero);
        ec(corpus, "point-infinity", P256, new byte[1]);
        ec(corpus, "point-empty", P256, new byte[0]);
        ec(corpus, "point-short", P256, Arrays.copyOf(point, 64));
        ec(corpus, "point-long", P256, Arrays.copyOf(point, 66));
        ec(corpus, "point-of-another-curve", hex("06052b81040022"), point);
        ec(corpus, "curve-null", NULL, point);
        ec(corpus, "curve-missing", new byte[0], point);
        ec(corpus, "curve-twice", Bytes.join(P256, P256), point);
        ec(corpus, "curve-unknown", hex("06032a0304"), point);
        ec(corpus, "curve-with-trailing-null", Bytes.join(P256, NULL), point);
        frame(corpus, "ec-unused-bits", sequence(EC, P256), Der.bits(1, point));
    }

    private static void addRsaNumbers(CertificateCorpus corpus) {
        for (int bits : new int[] {
            1, 2, 8, 511, 512, 1000, 1016, 1023, 1024, 1025, 1032, 2047, 2048, 4096, 8191, 8192, 8193, 8200, 16384,
            32768
        }) {
            rsa(corpus, "modulus-of-" + bits, modulus(bits), F4);
        }
        rsa(corpus, "modulus-even", modulus(2048).subtract(BigInteger.ONE), F4);
        rsa(corpus, "modulus-zero", BigInteger.ZERO, F4);
        rsa(corpus, "modulus-negative", modulus(2048).negate(), F4);
        for (String exponent : new String[] {
            "-3",
            "-1",
            "0",
            "1",
            "2",
            "3",
            "4",
            "17",
            "65536",
            "2147483647",
            "2147483649",
            "4294967297",
            "9223372036854775807",
            "9223372036854775809",
            "18446744073709551617"
        }) {
            rsa(corpus, "exponent-" + exponent, modulus(2048), new BigInteger(exponent));
        }
        rsa(corpus, "exponent-of-2047-bits", modulus(2048), modulus(2047));
    }

    private static void addRsaFrames(CertificateCorpus corpus) {
        byte[] numbers = sequence(Der.element(Der.INTEGER, modulus(2048).toByteArray()), Der.integer(65537));
        frame(corpus, "rsa-no-parameters", sequence(RSA), Der.bits(0, numbers));
        frame(corpus, "rsa-other-parameters", sequence(RSA, P256), Der.bits(0, numbers));
        frame(corpus, "rsa-null-not-empty", sequence(RSA, hex("050100")), Der.bits(0, numbers));
        frame(corpus, "rsa-two-nulls", sequence(RSA, NULL, NULL), Der.bits(0, numbers));
        frame(corpus, "rsa-pss-key", sequence(hex("06092a864886f70d01010a")), Der.bits(0, numbers));
        frame(corpus, "rsa-one-number", sequence(RSA, NULL), Der.bits(0, sequence(Der.integer(65537))));
        frame(
                corpus,
                "rsa-third-number",
                sequence(RSA, NULL),
                Der.bits(
                        0,
                        sequence(
                                Der.element(Der.INTEGER, modulus(2048).toByteArray()),
                                Der.integer(65537),
                                Der.integer(1))));
        frame(corpus, "rsa-trailing", sequence(RSA, NULL), Der.bits(0, Bytes.join(numbers, NULL)));
        frame(
                corpus,
                "rsa-padded-modulus",
                sequence(RSA, NULL),
                Der.bits(
                        0,
                        sequence(
                                Der.element(
                                        Der.INTEGER, new byte[1], modulus(2048).toByteArray()),
                                Der.integer(65537))));
        frame(corpus, "rsa-empty", sequence(RSA, NULL), Der.bits(0));
        frame(corpus, "rsa-octets", sequence(RSA, NULL), Der.octets(numbers));
        frame(corpus, "rsa-trailing-after-bits", sequence(RSA, NULL), Der.bits(0, numbers), NULL);
    }

    private static void addOthers(CertificateCorpus corpus) {
        byte[] five = Der.integer(5);
        frame(corpus, "ed25519-null", sequence(ED25519, NULL), Der.bits(0, new byte[32]));
        frame(corpus, "ed25519-short", sequence(ED25519), Der.bits(0, new byte[31]));
        frame(corpus, "ed25519-zero", sequence(ED25519), Der.bits(0, new byte[32]));
        frame(corpus, "x25519-short", sequence(hex("06032b656e")), Der.bits(0, new byte[3]));
        frame(corpus, "dsa-no-parameters", sequence(DSA), Der.bits(0, five));
        frame(corpus, "dsa-small", sequence(DSA, sequence(five, five, five)), Der.bits(0, five));
        frame(corpus, "dsa-zero", sequence(DSA, sequence(five, Der.integer(0), five)), Der.bits(0, five));
        frame(corpus, "dsa-negative", sequence(DSA, sequence(five, five, Der.integer(-5))), Der.bits(0, five));
        frame(corpus, "dsa-fourth-number", sequence(DSA, sequence(five, five, five, five)), Der.bits(0, five));
        frame(corpus, "unknown", sequence(hex("06032a0304"), hex("0c0141")), Der.bits(0, hex("00")));
        frame(corpus, "unknown-empty", sequence(hex("06032a0304")), Der.bits(0));
        frame(corpus, "no-oid", sequence(NULL), Der.bits(0, hex("00")));
        frame(corpus, "no-algorithm", Der.bits(0, hex("00")));
        frame(corpus, "parameters-cut", sequence(EC, hex("06ff")), Der.bits(0, hex("00")));
        corpus.add("key/empty", new RawCertificate().with(Piece.KEY, sequence()));
    }

    /** As good a modulus as any to a parser: odd, of exactly so many bits. */
    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, TestKeys.seeded("modulus" + bits))
                .setBit(bits - 1)
                .setBit(0);
    }

    private static void rsa(CertificateCorpus corpus, String name, BigInteger modulus, BigInteger exponent) {
        key(corpus, "rsa-" + name, TestKeys.rsaPublicKey(modulus, exponent));
    }

    private static void ec(CertificateCorpus corpus, String name, byte[] curve, byte[] point) {
        frame(corpus, name, sequence(EC, curve), Der.bits(0, point));
    }

    private static void frame(CertificateCorpus corpus, String name, byte[]... parts) {
        key(corpus, name, sequence(parts));
    }

    private static void key(CertificateCorpus corpus, String name, SubjectPublicKeyInfo key) {
        try {
            key(corpus, name, key.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void key(CertificateCorpus corpus, String name, byte[] key) {
        corpus.add("key/" + name, new RawCertificate().with(Piece.KEY, key));
    }
}
