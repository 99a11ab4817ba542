package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    private static final ASN1ObjectIdentifier P256 = new ASN1ObjectIdentifier("1.2.840.10045.3.1.7");
    private static final ASN1ObjectIdentifier P384 = new ASN1ObjectIdentifier("1.3.132.0.34");
    private static final String BOM = "\u00ef\u00bb\u00bf"; // as octets of UTF-8
    private static final HeldCertificate EC = held("ECDSA-P384");
    private static final HeldCertificate OTHER_EC = held("ECDSA-P384");
    private static final HeldCertificate OTHER_CURVE = held("ECDSA-P256");
    private static final HeldCertificate RSA = held("RSA-2048");

    static Stream<Arguments> keys() throws Exception {
        String ec = EC.privateKeyPem();
        String pkcs1 = traditional("RSA PRIVATE KEY", RSA);
        return Stream.of(
                Arguments.of("its PKCS#8 key", EC, ec, KeyMatch.PKCS8),
                Arguments.of("its RSA key", RSA, RSA.privateKeyPem(), KeyMatch.PKCS8),
                Arguments.of("its PKCS#1 key", RSA, pkcs1, KeyMatch.PKCS1),
                Arguments.of("its SEC 1 key", EC, sec1(EC, P384), KeyMatch.SEC1),
                Arguments.of("its SEC 1 key without a curve", EC, sec1(EC, null), KeyMatch.UNREADABLE),
                Arguments.of("its SEC 1 key of another curve", EC, sec1(EC, P256), KeyMatch.OTHER_KEY),
                Arguments.of("a PKCS#1 key", EC, traditional("RSA PRIVATE KEY", RSA), KeyMatch.OTHER_KEY),
                Arguments.of("a SEC 1 key", RSA, sec1(EC, P384), KeyMatch.OTHER_KEY),
                Arguments.of("its key with an explicit curve", EC, pkcs8(explicit(), inner(EC)), KeyMatch.UNREADABLE),
                Arguments.of(
                        "its key with the name of another curve", EC, pkcs8(ec(P256), inner(EC)), KeyMatch.OTHER_KEY),
                Arguments.of("its key that says it is an RSA key", EC, pkcs8(rsa(), inner(EC)), KeyMatch.OTHER_KEY),
                Arguments.of(
                        "an RSA key that says it is an EC key", EC, pkcs8(ec(P384), inner(RSA)), KeyMatch.UNREADABLE),
                Arguments.of(
                        "an RSA key whose exponents do not fit", RSA, pkcs8(rsa(), damaged()), KeyMatch.UNREADABLE),
                Arguments.of(
                        "EC parameters before the key",
                        EC,
                        "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n" + ec,
                        KeyMatch.PKCS8),
                Arguments.of("text before the key", EC, "my key\n" + ec, KeyMatch.PKCS8),
                Arguments.of("CRLF", EC, ec.replace("\n", "\r\n"), KeyMatch.PKCS8),
                Arguments.of("a byte-order mark", EC, BOM + ec.replace("\n", "\r\n"), KeyMatch.BYTE_ORDER_MARK),
                Arguments.of(
                        "a byte-order mark before a SEC 1 key", EC, BOM + sec1(EC, P384), KeyMatch.BYTE_ORDER_MARK),
                Arguments.of("a byte-order mark before a PKCS#1 key", RSA, BOM + pkcs1, KeyMatch.BYTE_ORDER_MARK),
                Arguments.of("a byte-order mark before a block that Go skips", EC, BOM + EC.pem() + ec, KeyMatch.PKCS8),
                Arguments.of("a byte-order mark before a later key", EC, EC.pem() + BOM + ec, KeyMatch.UNREADABLE),
                Arguments.of("two byte-order marks", EC, BOM + BOM + ec, KeyMatch.UNREADABLE),
                Arguments.of(
                        "a byte-order mark before another key", EC, BOM + OTHER_EC.privateKeyPem(), KeyMatch.OTHER_KEY),
                Arguments.of("a byte-order mark alone", EC, BOM, KeyMatch.UNREADABLE),
                Arguments.of("its key and text behind END", EC, ec.strip() + "x", KeyMatch.NOT_GO_PEM),
                Arguments.of(
                        "its SEC 1 key and text behind END", EC, sec1(EC, P384).strip() + "x", KeyMatch.NOT_GO_PEM),
                Arguments.of("its key of version 2", EC, sec1OfVersion(2), KeyMatch.NOT_GO_DER),
                Arguments.of("its key in BER", EC, HeldCertificate.pem("PRIVATE KEY", ber()), KeyMatch.NOT_GO_DER),
                Arguments.of("its key with a damaged point", EC, pkcs8(ec(P384), damagedPoint()), KeyMatch.UNREADABLE),
                Arguments.of("its RSA key with a large coefficient", RSA, pkcs8(rsa(), large()), KeyMatch.NOT_GO_DER),
                Arguments.of("another key", EC, OTHER_EC.privateKeyPem(), KeyMatch.OTHER_KEY),
                Arguments.of("a key of another curve", EC, OTHER_CURVE.privateKeyPem(), KeyMatch.OTHER_KEY),
                Arguments.of("an RSA key", EC, RSA.privateKeyPem(), KeyMatch.OTHER_KEY),
                Arguments.of("an EC key", RSA, ec, KeyMatch.OTHER_KEY),
                Arguments.of(
                        "an encrypted key", EC, ec.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), KeyMatch.ENCRYPTED),
                Arguments.of(
                        "an encrypted key of old form",
                        EC,
                        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
                                + "-----END EC PRIVATE KEY-----\n",
                        KeyMatch.ENCRYPTED),
                Arguments.of("a certificate", EC, EC.pem(), KeyMatch.UNREADABLE),
                Arguments.of("half a key", EC, ec.substring(0, 100), KeyMatch.UNREADABLE),
                Arguments.of("an OpenSSH key", EC, ec.replace("PRIVATE", "OPENSSH PRIVATE"), KeyMatch.UNREADABLE));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource
    void keys(String what, HeldCertificate certificate, String text, KeyMatch expected) {
        assertThat(match(text, certificate)).as(what).isEqualTo(expected);
    }

    @Test
    void anAbsentTextIsMissing() {
        SubjectPublicKey key = EC.parsed().publicKey();
        assertThat(PrivateKeys.match(null, key)).isEqualTo(KeyMatch.MISSING);
        assertThat(PrivateKeys.match(new byte[0], key)).isEqualTo(KeyMatch.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "MAA=", "MIIB", "!!!!", "MIGkAgEAMBAGByqGSM49AgEGBSuBBAAiBIGMMIGJ"})
    void garbageCausesNoException(String body) {
        for (String label : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
            String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
            assertThat(match(text, EC)).isIn(KeyMatch.UNREADABLE, KeyMatch.OTHER_KEY);
        }
    }

    @Test
    void moreThan64KibibytesAreNotRead() {
        assertThat(match(" ".repeat(65_536) + EC.privateKeyPem(), EC)).isEqualTo(KeyMatch.UNREADABLE);
    }

    private static KeyMatch match(String text, HeldCertificate certificate) {
        return PrivateKeys.match(
                text.getBytes(StandardCharsets.ISO_8859_1), certificate.parsed().publicKey());
    }

    private static HeldCertificate held(String algorithm) {
        return CertificateBuilder.root("CN=Key").keyAlgorithm(algorithm).build();
    }

    private static ASN1Encodable inner(HeldCertificate held) throws Exception {
        return info(held).parsePrivateKey();
    }

    private static AlgorithmIdentifier rsa() {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    }

    private static AlgorithmIdentifier ec(ASN1Encodable curve) {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve);
    }

    private static AlgorithmIdentifier explicit() {
        return ec(CustomNamedCurves.getByName("P-384"));
    }

    private static ASN1Encodable damaged() throws Exception {
        RSAPrivateKey key = RSAPrivateKey.getInstance(inner(RSA));
        return new RSAPrivateKey(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent().add(BigInteger.TWO),
                key.getPrime1(),
                key.getPrime2(),
                key.getExponent1(),
                key.getExponent2(),
                key.getCoefficient());
    }

    private static String sec1OfVersion(int version) throws Exception {
        ASN1Sequence key = ASN1Sequence.getInstance(inner(EC));
        DERSequence other = new DERSequence(
                new ASN1Encodable[] {new ASN1Integer(version), key.getObjectAt(1), new DERTaggedObject(0, P384)});
        return HeldCertificate.pem("EC PRIVATE KEY", other.getEncoded());
    }

    /** With an indefinite length. */
    private static byte[] ber() throws Exception {
        PrivateKeyInfo info = info(EC);
        return new BERSequence(
                        new ASN1Encodable[] {new ASN1Integer(0), info.getPrivateKeyAlgorithm(), info.getPrivateKey()})
                .getEncoded();
    }

    private static ASN1Encodable damagedPoint() throws Exception {
        ASN1Sequence key = ASN1Sequence.getInstance(inner(EC));
        return new DERSequence(new ASN1Encodable[] {
            key.getObjectAt(0), key.getObjectAt(1), new DERTaggedObject(1, new DEROctetString(new byte[] {4}))
        });
    }

    private static ASN1Encodable large() throws Exception {
        RSAPrivateKey key = RSAPrivateKey.getInstance(inner(RSA));
        return new RSAPrivateKey(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrime1(),
                key.getPrime2(),
                key.getExponent1(),
                key.getExponent2(),
                key.getCoefficient().add(key.getPrime1()));
    }

    private static String pkcs8(AlgorithmIdentifier algorithm, ASN1Encodable key) throws Exception {
        return HeldCertificate.pem("PRIVATE KEY", new PrivateKeyInfo(algorithm, key).getEncoded());
    }

    private static String sec1(HeldCertificate held, ASN1Encodable curve) throws Exception {
        ECPrivateKey key = ECPrivateKey.getInstance(inner(held));
        return HeldCertificate.pem("EC PRIVATE KEY", new ECPrivateKey(384, key.getKey(), curve).getEncoded());
    }

    private static String traditional(String label, HeldCertificate held) throws Exception {
        return HeldCertificate.pem(label, inner(held).toASN1Primitive().getEncoded());
    }

    private static PrivateKeyInfo info(HeldCertificate held) {
        return PrivateKeyInfo.getInstance(held.keyPair().getPrivate().getEncoded());
    }
}
