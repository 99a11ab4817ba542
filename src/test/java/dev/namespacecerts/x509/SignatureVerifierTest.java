package dev.namespacecerts.x509;

import static dev.namespacecerts.x509.Encoding.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signatures are verified as Go's checkSignature verifies them")
@ParameterizedClass(name = "{0}")
@MethodSource("verifiers")
class SignatureVerifierTest {
    private static final HeldCertificate EC_ROOT =
            CertificateBuilder.root("CN=EC").build();
    private static final HeldCertificate RSA_ROOT =
            CertificateBuilder.root("CN=RSA").keyAlgorithm("RSA-1024").build();

    private final SignatureVerifier verifier;

    SignatureVerifierTest(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    static Stream<Arguments> verifiers() {
        Provider without = new Provider("none", "1", "No algorithms") {};
        return Stream.of(
                Arguments.of(Named.of("in Java", SignatureVerifier.JAVA)),
                Arguments.of(Named.of("by native code", BothVerifiers.NATIVE)),
                Arguments.of(Named.of("by a provider that refuses all", SignatureVerifier.with(without))));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "RSA-1024, SHA256withRSA",
        "RSA-1024, SHA384withRSA",
        "RSA-1024, SHA512withRSA",
        "RSA-1024, SHA256withRSAandMGF1",
        "RSA-1024, SHA384withRSAandMGF1",
        "RSA-1536, SHA512withRSAandMGF1",
        "ECDSA-P224, SHA256withECDSA",
        "ECDSA-P256, SHA256withECDSA",
        "ECDSA-P256, SHA512withECDSA",
        "ECDSA-P384, SHA384withECDSA",
        "ECDSA-P521, SHA512withECDSA",
        "Ed25519, Ed25519",
    })
    void verifies(String key, String algorithm) {
        Certificate good = root(key, algorithm);
        assertThat(verifier.verifies(good, good.publicKey())).isTrue();
        SubjectPublicKey other =
                root(key.startsWith("RSA-") ? "RSA-1280" : key, algorithm).publicKey();
        assertThat(verifier.verifies(good, other)).isFalse();
    }

    @Test
    void verifiesPssIfTheEncodedMessageIsShorterThanTheModulus() throws Exception {
        SecureRandom random = TestKeys.seeded("1025");
        BigInteger exponent = BigInteger.valueOf(65537);
        BigInteger p = BigInteger.probablePrime(513, random).setBit(511);
        while (!p.isProbablePrime(50)) {
            p = p.nextProbablePrime();
        }
        BigInteger q = BigInteger.probablePrime(512, random).setBit(511);
        BigInteger order = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        KeyFactory keys = KeyFactory.getInstance("RSA");
        KeyPair pair = new KeyPair(
                keys.generatePublic(new RSAPublicKeySpec(p.multiply(q), exponent)),
                keys.generatePrivate(new RSAPrivateKeySpec(p.multiply(q), exponent.modInverse(order))));
        Certificate good = CertificateBuilder.root("CN=Root")
                .keyPair(pair)
                .signatureAlgorithm("SHA256withRSAandMGF1")
                .build()
                .parsed();
        assertThat(good.publicKey().bits()).isEqualTo(1025);
        assertThat(verifier.verifies(good, good.publicKey())).isTrue();
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "RSA-1024, SHA1withRSA",
        "RSA-1024, MD5withRSA",
        "RSA-1024, SHA224withRSA",
        "RSA-1024, SHA3-256withRSA",
        "RSA-1024, SHA1withRSAandMGF1",
        "RSA-1024, SHA224withRSAandMGF1",
        "ECDSA-P256, SHA1withECDSA",
        "ECDSA-P256, SHA224withECDSA",
        "ECDSA-P256, SHA3-256withECDSA",
        "DSA-1024, SHA256withDSA",
        "Ed448, Ed448",
    })
    void doesNotVerify(String key, String algorithm) {
        Certificate good = root(key, algorithm);
        assertThat(verifier.verifies(good, good.publicKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-1280", "ECDSA-P256", "ECDSA-P384", "Ed25519", "X25519", "DSA-1024", "Ed448"})
    void doesNotVerifyWithAKeyOfAnotherAlgorithm(String kind) {
        Certificate holder = CertificateBuilder.intermediate("CN=x")
                .issuedBy(EC_ROOT)
                .keyAlgorithm(kind)
                .build()
                .parsed();
        for (HeldCertificate root : new HeldCertificate[] {EC_ROOT, RSA_ROOT}) {
            assertThat(verifier.verifies(root.parsed(), holder.publicKey())).isFalse();
        }
    }

    @Test
    void doesNotVerifyAfterAnyChange() throws Exception {
        Certificate good = EC_ROOT.parsed();
        int changedSigned = 0;
        for (int i = 0; i < good.der().length; i++) {
            byte[] changed = good.der().clone();
            changed[i] ^= 1;
            try {
                Certificate parsed = CertificateParser.parse(changed);
                assertThat(verifier.verifies(parsed, good.publicKey())).isFalse();
                changedSigned++;
            } catch (CertificateFormatException e) {
                // refused even earlier
            }
        }
        assertThat(changedSigned).isPositive();
    }

    @Test
    void verifiesAnEcdsaSignatureWithTheOtherS() {
        BigInteger order =
                ((ECPublicKey) EC_ROOT.keyPair().getPublic()).getParameters().getN();
        assertThat(verifiesEcdsa(s -> order.subtract(s), "")).isTrue();
    }

    @Test
    void doesNotVerifyAnEcdsaSignatureThatIsOutOfRangeOrNotDer() {
        BigInteger order =
                ((ECPublicKey) EC_ROOT.keyPair().getPublic()).getParameters().getN();
        assertThat(verifiesEcdsa(s -> s, "")).isTrue();
        assertThat(verifiesEcdsa(order::add, "")).isFalse();
        assertThat(verifiesEcdsa(s -> s.subtract(order), "")).isFalse();
        assertThat(verifiesEcdsa(s -> BigInteger.ZERO, "")).isFalse();
        assertThat(verifiesEcdsa(s -> s, "0500")).isFalse();
        for (String rubbish :
                new String[] {"", "00", "3000", "3003020101", "3006020101020101", "30080201010201010500"}) {
            assertThat(verifiesWith(EC_ROOT, Bytes.hex(rubbish))).isFalse();
        }
    }

    @Test
    void doesNotVerifyAnRsaSignatureOfAnotherLengthOrBeyondTheModulus() {
        byte[] good = RSA_ROOT.parsed().signature();
        BigInteger modulus = ((RSAPrivateKey) RSA_ROOT.keyPair().getPrivate()).getModulus();
        assertThat(verifiesWith(RSA_ROOT, good)).isTrue();
        assertThat(verifiesWith(RSA_ROOT, Bytes.join(new byte[1], good))).isFalse();
        assertThat(verifiesWith(RSA_ROOT, Arrays.copyOf(good, good.length - 1))).isFalse();
        assertThat(verifiesWith(RSA_ROOT, new byte[good.length])).isFalse();
        assertThat(verifiesWith(RSA_ROOT, new BigInteger(1, good).add(modulus).toByteArray()))
                .isFalse();
    }

    @Test
    void doesNotVerifyADigestInfoWithoutItsNull() throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(RSA_ROOT.parsed().tbs());
        byte[] withNull = Bytes.join(Bytes.hex("3031300d060960864801650304020105000420"), digest);
        byte[] without = Bytes.join(Bytes.hex("302f300b0609608648016503040201 0420"), digest);
        assertThat(verifiesWith(RSA_ROOT, rawRsa(withNull))).isTrue();
        assertThat(verifiesWith(RSA_ROOT, rawRsa(without))).isFalse();
    }

    @Test
    void doesNotVerifyAPssSignatureOfAKeyTooSmallForHashAndSalt() {
        AlgorithmIdentifier pss = new DefaultSignatureAlgorithmIdentifierFinder().find("SHA512WITHRSAANDMGF1");
        Certificate small = CertificateBuilder.root("CN=RSA")
                .keyPair(RSA_ROOT.keyPair())
                .innerAlgorithm(pss)
                .outerAlgorithm(pss)
                .signature(Bytes.join(new byte[1], Bytes.hex("55".repeat(127))))
                .build()
                .parsed();
        assertThat(small.signatureAlgorithm().scheme()).isEqualTo(SignatureAlgorithm.Scheme.RSA_PSS);
        assertThat(verifier.verifies(small, small.publicKey())).isFalse();
    }

    @Test
    void verifiesWithAModulusThatHasASmallFactor() throws Exception {
        BigInteger factor = BigInteger.probablePrime(1023, TestKeys.seeded("3"));
        BigInteger modulus = factor.multiply(BigInteger.valueOf(3));
        BigInteger exponent = BigInteger.valueOf(65537);
        SubjectPublicKeyInfo written = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new RSAPublicKey(modulus, exponent));
        SubjectPublicKey key = CertificateBuilder.root("CN=RSA")
                .publicKeyInfo(written)
                .build()
                .parsed()
                .publicKey();
        Certificate good = RSA_ROOT.parsed();
        byte[] info = Bytes.join(
                Bytes.hex("3031300d060960864801650304020105000420"),
                MessageDigest.getInstance("SHA-256").digest(good.tbs()));
        BigInteger order = factor.subtract(BigInteger.ONE).multiply(BigInteger.TWO);
        byte[] signature = rawRsa(info, modulus, exponent.modInverse(order));
        assertThat(key.bits()).isEqualTo(1024);
        assertThat(verifier.verifies(resigned(good, signature), key)).isTrue();
    }

    private static byte[] rawRsa(byte[] digestInfo) {
        RSAPrivateKey key = (RSAPrivateKey) RSA_ROOT.keyPair().getPrivate();
        return rawRsa(digestInfo, key.getModulus(), key.getPrivateExponent());
    }

    private static byte[] rawRsa(byte[] digestInfo, BigInteger modulus, BigInteger exponent) {
        byte[] encoded = new byte[128];
        Arrays.fill(encoded, (byte) 0xff);
        encoded[0] = 0;
        encoded[1] = 1;
        encoded[encoded.length - digestInfo.length - 1] = 0;
        System.arraycopy(digestInfo, 0, encoded, encoded.length - digestInfo.length, digestInfo.length);
        byte[] signature = new BigInteger(1, encoded).modPow(exponent, modulus).toByteArray();
        byte[] padded = new byte[128];
        int length = Math.min(signature.length, 128);
        System.arraycopy(signature, signature.length - length, padded, 128 - length, length);
        return padded;
    }

    private boolean verifiesEcdsa(UnaryOperator<BigInteger> changeS, String after) {
        try {
            DerReader numbers = new DerReader(EC_ROOT.parsed().signature()).read(DerTag.SEQUENCE, "");
            BigInteger r = numbers.readInteger("");
            BigInteger s = changeS.apply(numbers.readInteger(""));
            byte[] signature =
                    sequence(new ASN1Integer(r).getEncoded(), new ASN1Integer(s).getEncoded(), Bytes.hex(after));
            return verifiesWith(EC_ROOT, signature);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean verifiesWith(HeldCertificate root, byte[] signature) {
        Certificate good = root.parsed();
        try {
            return verifier.verifies(resigned(good, signature), good.publicKey());
        } catch (CertificateFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static Certificate resigned(Certificate good, byte[] signature) throws CertificateFormatException {
        DerReader content = new DerReader(good.der()).read(DerTag.SEQUENCE, "");
        byte[] tbs = content.readAnyElement("").rest();
        byte[] algorithm = content.readAnyElement("").rest();
        byte[] bits = Encoding.element(DerTag.BIT_STRING, new byte[1], signature);
        return CertificateParser.parse(sequence(tbs, algorithm, bits));
    }

    private static Certificate root(String key, String algorithm) {
        KeyPair pair = TestKeys.pair(key, new SecureRandom());
        return CertificateBuilder.root("CN=Root")
                .keyPair(pair)
                .signatureAlgorithm(algorithm)
                .build()
                .parsed();
    }
}
