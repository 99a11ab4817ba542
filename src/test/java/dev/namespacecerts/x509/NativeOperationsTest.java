package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.math.BigInteger;
import java.security.Provider;
import java.util.List;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The Amazon Corretto Crypto Provider does the costly operations, and nothing is left to Java without need")
class NativeOperationsTest {
    private static final NativeOperations AWS_LC = new NativeOperations(BothVerifiers.loaded());
    private static final NativeOperations NONE = new NativeOperations(new Provider("none", "1", "No algorithms") {});

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "ECDSA-P224, SHA256withECDSA",
        "ECDSA-P256, SHA256withECDSA",
        "ECDSA-P256, SHA512withECDSA",
        "ECDSA-P384, SHA256withECDSA",
        "ECDSA-P384, SHA384withECDSA",
        "ECDSA-P521, SHA512withECDSA"
    })
    void confirmsSignaturesOfEveryCurve(String key, String algorithm) {
        HeldCertificate root = CertificateBuilder.root("CN=Root")
                .keyAlgorithm(key)
                .signatureAlgorithm(algorithm)
                .build();
        Certificate good = root.parsed();
        byte[] digest =
                SignatureHash.of(good.signatureAlgorithm().hash()).orElseThrow().digest(good.tbs());
        assertThat(AWS_LC.confirmsEcdsa(good.publicKey(), digest, good.signature()))
                .isTrue();
        assertThat(NONE.confirmsEcdsa(good.publicKey(), digest, good.signature()))
                .isFalse();
        digest[0] ^= 1;
        assertThat(AWS_LC.confirmsEcdsa(good.publicKey(), digest, good.signature()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1025, 1536, 2048, 3072, 4096, 8192})
    void opensSignaturesOfEverySizeAsJavaDoes(int bits) {
        BigInteger modulus = new BigInteger(bits, TestKeys.seeded("modulus"))
                .setBit(bits - 1)
                .setBit(0);
        for (int exponent : List.of(3, 65537, Integer.MAX_VALUE)) {
            RsaKey key = new RsaKey(modulus, BigInteger.valueOf(exponent));
            for (BigInteger number : List.of(
                    BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO.pow(bits - 2), modulus.subtract(BigInteger.ONE))) {
                byte[] signature = BigIntegers.asUnsignedByteArray((bits + 7) / 8, number);
                assertThat(AWS_LC.openRsa(key, signature)).contains(RsaSignature.open(key, signature));
                assertThat(NONE.openRsa(key, signature)).isEmpty();
            }
        }
    }
}
