package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.testing.TestKeys;
import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Public keys are read as Go's parsePublicKey reads them, and RSA keys more strictly")
class PublicKeyParserTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "RSA-1024, RSA, 1024, RSA-1024",
        "RSA-2048, RSA, 2048, RSA-2048",
        "ECDSA-P224, ECDSA, 224, ECDSA-P224",
        "ECDSA-P256, ECDSA, 256, ECDSA-P256",
        "ECDSA-P384, ECDSA, 384, ECDSA-P384",
        "ECDSA-P521, ECDSA, 521, ECDSA-P521",
        "Ed25519, ED25519, 256, Ed25519",
        "X25519, X25519, 256, X25519",
        "DSA-1024, DSA, 1024, DSA-1024",
        "Ed448, UNKNOWN, 0, Ed448",
    })
    void reads(String kind, KeyAlgorithm algorithm, int bits, String name) throws Exception {
        byte[] spki = TestKeys.pair(kind, TestKeys.seeded(kind)).getPublic().getEncoded();
        SubjectPublicKey key = parse(spki);
        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.bits()).isEqualTo(bits);
        assertThat(key).hasToString(name);
        assertThat(key.spki()).isEqualTo(spki);
        assertThat(key).isEqualTo(parse(spki)).hasSameHashCodeAs(parse(spki));
    }

    @ParameterizedTest(name = "{0} bits and the exponent {1}")
    @CsvSource({"1024, 3", "1024, 65537", "8192, 65537", "2048, 2147483647"})
    void acceptsAnRsaKeyOf(int bits, long exponent) throws Exception {
        assertThat(parse(rsa(odd(bits), BigInteger.valueOf(exponent))).bits()).isEqualTo(bits);
    }

    @ParameterizedTest(name = "{0} bits and the exponent {1}: {2}")
    @CsvSource({
        "1023, 65537, 'the RSA modulus has 1023 bits, allowed are 1024 to 8192'",
        "8193, 65537, 'the RSA modulus has 8193 bits, allowed are 1024 to 8192'",
        "2048, 0, the RSA exponent is not an odd number above 1",
        "2048, 1, the RSA exponent is not an odd number above 1",
        "2048, 2, the RSA exponent is not an odd number above 1",
        "2048, 65536, the RSA exponent is not an odd number above 1",
        "2048, -3, the RSA exponent is not an odd number above 1",
        "2048, 2147483649, the RSA exponent is larger than 2147483647",
        "2048, 340282366920938463463374607431768211457, the RSA exponent is larger than 2147483647",
    })
    void rejectsAnRsaKeyOf(int bits, BigInteger exponent, String message) {
        assertRejected(rsa(odd(bits), exponent), message);
    }

    @Test
    void rejectsAnRsaModulusThatIsEvenOrNotPositive() {
        BigInteger exponent = BigInteger.valueOf(65537);
        assertRejected(rsa(odd(2048).subtract(BigInteger.ONE), exponent), "the RSA modulus is even");
        assertRejected(rsa(BigInteger.ZERO, exponent), "the RSA modulus is not positive");
        assertRejected(rsa(odd(2048).negate(), exponent), "the RSA modulus is not positive");
    }

    @Test
    void doesNoArithmeticWithAHugeRsaKey() {
        byte[] spki = rsa(odd(200_000), odd(200_000));
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertRejected(spki, "the RSA modulus has 200000 bits, allowed are 1024 to 8192"));
    }

    @Test
    void rejectsAnRsaKeyWithoutNullParameters() throws Exception {
        SubjectPublicKeyInfo good = TestKeys.rsaPublicKey(odd(2048), BigInteger.valueOf(65537));
        byte[] without = TestKeys.keyInfo(
                        PublicKeyParser.RSA, good.getPublicKeyData().getBytes())
                .getEncoded();
        assertRejected(without, "the RSA key has parameters other than NULL");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ECDSA-secp256k1, secp256k1",
        "ECDSA-brainpoolP256r1, brainpoolP256r1",
        "ECDSA-P192, P-192",
    })
    void rejectsCurvesThatGoDoesNotSupport(String kind, String name) {
        byte[] spki = TestKeys.pair(kind, TestKeys.seeded(kind)).getPublic().getEncoded();
        assertRejected(spki, "the elliptic curve " + name + " is not supported; accepted are P-256, P-384 and P-521");
    }

    @Test
    void rejectsExplicitOrMissingParametersOfACurve() throws Exception {
        var key = TestKeys.pair("ECDSA-P256", TestKeys.seeded("x")).getPublic();
        assertRejected(
                TestKeys.withExplicitParameters(key).getEncoded(),
                "the elliptic curve is given by explicit parameters and not by its name; accepted are P-256, P-384 and"
                        + " P-521 by name (OpenSSL: -pkeyopt ec_param_enc:named_curve)");
        assertRejected(
                TestKeys.keyInfo(PublicKeyParser.EC, new byte[] {4}).getEncoded(),
                "the name of the curve is malformed");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'', no point, the point of the ECDSA key is not in uncompressed form",
        "00, the point at infinity, the point of the ECDSA key is not in uncompressed form",
        "026b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,"
                + " a compressed point, the point of the ECDSA key is not in uncompressed form",
        "04, nothing but the form, the point of the ECDSA key is not on its curve",
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f4,"
                + " a point beside the curve, the point of the ECDSA key is not on its curve",
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f500,"
                + " an octet too many, the point of the ECDSA key is not on its curve",
        "04ffffffff000000010000000000000000000000010000000000000000000000"
                + "0166485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4,"
                + " a coordinate that is not reduced, the point of the ECDSA key is not on its curve",
    })
    void rejectsAsPointOfP256(String hex, String why, String message) throws Exception {
        AlgorithmIdentifier p256 = new AlgorithmIdentifier(
                new ASN1ObjectIdentifier(PublicKeyParser.EC), new ASN1ObjectIdentifier("1.2.840.10045.3.1.7"));
        assertRejected(TestKeys.keyInfo(p256, Bytes.hex(hex)).getEncoded(), message);
    }

    @Test
    void rejectsAnEd25519KeyOfAWrongSizeOrWithParameters() throws Exception {
        AlgorithmIdentifier withNull =
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(PublicKeyParser.ED25519), DERNull.INSTANCE);
        assertRejected(
                TestKeys.keyInfo(PublicKeyParser.ED25519, new byte[31]).getEncoded(),
                "the Ed25519 key has a wrong size");
        assertRejected(TestKeys.keyInfo(withNull, new byte[32]).getEncoded(), "the Ed25519 key has parameters");
    }

    @ParameterizedTest(name = "p {0}, q {1}, g {2}, y {3}")
    @CsvSource({"0, 1, 1, 1", "1, -1, 1, 1", "1, 1, 0, 1", "1, 1, 1, 0"})
    void rejectsADsaKeyWithANumberThatIsNotPositive(long p, long q, long g, long y) throws Exception {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(
                new ASN1ObjectIdentifier("1.2.840.10040.4.1"),
                new DSAParameter(BigInteger.valueOf(p), BigInteger.valueOf(q), BigInteger.valueOf(g)));
        byte[] spki =
                TestKeys.keyInfo(algorithm, new ASN1Integer(y).getEncoded()).getEncoded();
        assertRejected(spki, "the DSA key has a number that is not positive");
    }

    private static void assertRejected(byte[] spki, String message) {
        assertThatThrownBy(() -> parse(spki))
                .isInstanceOf(CertificateFormatException.class)
                .hasMessage(message);
    }

    private static SubjectPublicKey parse(byte[] spki) throws CertificateFormatException {
        return PublicKeyParser.parse(new DerReader(spki));
    }

    private static byte[] rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return TestKeys.rsaPublicKey(modulus, exponent).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An odd number of exactly so many bits. */
    private static BigInteger odd(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }
}
