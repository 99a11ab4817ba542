package dev.namespacecerts.inspect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile PKCS#12 store cannot cost time: key derivations are counted before the first one. */
@Timeout(20)
class Pkcs12Test {
    private static final byte[] SALT = new byte[16];

    private static ASN1Encodable sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }

    private static ASN1Encodable integer(BigInteger number) {
        return new ASN1Integer(number);
    }

    private static ContentInfo encrypted(AlgorithmIdentifier algorithm) {
        return new ContentInfo(
                PKCSObjectIdentifiers.encryptedData,
                new EncryptedData(PKCSObjectIdentifiers.data, algorithm, new DEROctetString(new byte[32])));
    }

    private static ContentInfo pbes2(String function, ASN1Encodable parameters) {
        return encrypted(new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBES2,
                new PBES2Parameters(
                        new KeyDerivationFunc(new ASN1ObjectIdentifier(function), parameters),
                        new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(SALT)))));
    }

    private static ContentInfo pbkdf2(BigInteger iterations) {
        return pbes2(PKCSObjectIdentifiers.id_PBKDF2.getId(), sequence(new DEROctetString(SALT), integer(iterations)));
    }

    private static byte[] store(List<ContentInfo> contents) throws IOException {
        ASN1EncodableVector safe = new ASN1EncodableVector();
        contents.forEach(safe::add);
        return new Pfx(
                        new ContentInfo(
                                PKCSObjectIdentifiers.data, new DEROctetString(new DERSequence(safe).getEncoded())),
                        null)
                .getEncoded();
    }

    private static void takesTooLong(ContentInfo... contents) throws IOException {
        refused(store(List.of(contents)), "derives its keys with more than 2000000 iterations");
    }

    private static void refused(byte[] store, String message) {
        assertThatThrownBy(() -> Pkcs12.read("store.p12", store, Optional.of("changeit".toCharArray())))
                .isInstanceOf(InspectException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000001", "2147483648", "4294967296", "1180591620717411303424"})
    void iterations(String number) throws IOException {
        takesTooLong(pbkdf2(new BigInteger(number)));
        takesTooLong(encrypted(new AlgorithmIdentifier(
                PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
                PKCS12PBEParams.getInstance(sequence(new DEROctetString(SALT), integer(new BigInteger(number)))))));
    }

    @Test
    void iterationsOfAllContentsTogether() throws IOException {
        takesTooLong(
                Collections.nCopies(1_000, pbkdf2(BigInteger.valueOf(2_001))).toArray(ContentInfo[]::new));
    }

    @Test
    void scrypt() throws IOException {
        String scrypt = "1.3.6.1.4.1.11591.4.11";
        BigInteger one = BigInteger.ONE;
        BigInteger huge = BigInteger.ONE.shiftLeft(30);
        for (BigInteger[] cost :
                new BigInteger[][] {{huge, one, one}, {BigInteger.TWO, huge, one}, {BigInteger.TWO, one, huge}}) {
            takesTooLong(pbes2(
                    scrypt, sequence(new DEROctetString(SALT), integer(cost[0]), integer(cost[1]), integer(cost[2]))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-2147483649"})
    void impossibleIterations(String number) throws IOException {
        refused(store(List.of(pbkdf2(new BigInteger(number)))), "store.p12");
    }

    @Test
    void aStoreOfNothing() throws IOException {
        refused(store(List.of()), "PKCS#12 without a certificate");
    }
}
