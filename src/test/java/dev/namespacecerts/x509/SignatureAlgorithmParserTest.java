package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.x509.SignatureAlgorithm.Hash;
import dev.namespacecerts.x509.SignatureAlgorithm.Scheme;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Signature algorithms are named as Go names them")
class SignatureAlgorithmParserTest {
    private static final String SHA256 = "0609608648016503040201";
    private static final String SHA384 = "0609608648016503040202";
    private static final String SHA512 = "0609608648016503040203";
    private static final String SHA224 = "0609608648016503040204";
    private static final String MGF1 = "06092a864886f70d010108";

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "06092a864886f70d0101040500, RSA_PKCS1, MD5, MD5-RSA",
        "06092a864886f70d0101050500, RSA_PKCS1, SHA1, SHA1-RSA",
        "06052b0e03021d0500, RSA_PKCS1, SHA1, SHA1-RSA",
        "06092a864886f70d01010b0500, RSA_PKCS1, SHA256, SHA256-RSA",
        "06092a864886f70d01010b, RSA_PKCS1, SHA256, SHA256-RSA",
        "06092a864886f70d01010c0500, RSA_PKCS1, SHA384, SHA384-RSA",
        "06092a864886f70d01010d0500, RSA_PKCS1, SHA512, SHA512-RSA",
        "06092a864886f70d01010e0500, RSA_PKCS1, SHA224, SHA224-RSA",
        "06072a8648ce3d0401, ECDSA, SHA1, ECDSA-SHA1",
        "06082a8648ce3d040301, ECDSA, SHA224, ECDSA-SHA224",
        "06082a8648ce3d040302, ECDSA, SHA256, ECDSA-SHA256",
        "06082a8648ce3d0403020500, ECDSA, SHA256, ECDSA-SHA256",
        "06082a8648ce3d040303, ECDSA, SHA384, ECDSA-SHA384",
        "06082a8648ce3d040304, ECDSA, SHA512, ECDSA-SHA512",
        "060960864801650304030a, ECDSA, OTHER, ECDSA-SHA3-256",
        "060960864801650304030e, RSA_PKCS1, OTHER, SHA3-256-RSA",
        "06072a8648ce380403, DSA, SHA1, DSA-SHA1",
        "06032b6570, ED25519, NONE, Ed25519",
        "06032b65700500, UNKNOWN, NONE, unknown (1.3.101.112)",
        "06032b6571, UNKNOWN, NONE, Ed448",
        "06022a03, UNKNOWN, NONE, unknown (1.2.3)",
    })
    void names(String hex, Scheme scheme, Hash hash, String name) throws Exception {
        assertThat(SignatureAlgorithmParser.parse(Encoding.reader(hex)))
                .isEqualTo(new SignatureAlgorithm(scheme, hash, name));
    }

    @ParameterizedTest(name = "{4} with {5}")
    @CsvSource({
        SHA256 + "0500, " + SHA256 + "0500, 20, '', SHA256-RSAPSS, everything in order",
        SHA256 + ", " + SHA256 + ", 20, '', SHA256-RSAPSS, hashes without parameters",
        SHA384 + "0500, " + SHA384 + "0500, 30, '', SHA384-RSAPSS, everything in order",
        SHA512 + "0500, " + SHA512 + "0500, 40, '', SHA512-RSAPSS, everything in order",
        SHA256 + "0500, " + SHA256 + "0500, 20, a303020101, SHA256-RSAPSS, the default trailer written out",
        SHA256 + "0500, " + SHA384 + "0500, 20, '', RSAPSS with unsupported parameters, another mask hash",
        SHA256 + "0500, " + SHA256 + "0500, 14, '', RSAPSS with unsupported parameters, a short salt",
        SHA256 + "0500, " + SHA256 + "0500, 20, a303020102, RSAPSS with unsupported parameters, another trailer",
        SHA256 + "0101ff, " + SHA256 + "0500, 20, '', RSAPSS with unsupported parameters, parameters of the hash",
        SHA224 + "0500, " + SHA224 + "0500, 1c, '', RSAPSS with unsupported parameters, SHA-224",
    })
    void namesRsaPss(String hash, String maskHash, String salt, String trailer, String name, String what)
            throws Exception {
        String parameters = hex(
                0x30,
                hex(0xa0, hex(0x30, hash)) + hex(0xa1, hex(0x30, MGF1 + hex(0x30, maskHash))) + "a2030201" + salt
                        + trailer);
        String identifier = "06092a864886f70d01010a" + parameters;
        assertThat(SignatureAlgorithmParser.parse(Encoding.reader(identifier)).name())
                .isEqualTo(name);
    }

    @ParameterizedTest(name = "{3}: {4}")
    @CsvSource({
        SHA256 + "0500, " + SHA384 + "0500, 20, the mask generation function is not, -sigopt rsa_mgf1_md:sha256",
        SHA256 + "0500, " + SHA256 + "0500, 14, the salt has 20 bytes, -sigopt rsa_pss_saltlen:digest",
        SHA384 + "0500, " + SHA384
                + "0500, 20, as long as the hash (48 bytes for SHA-384), -sigopt rsa_pss_saltlen:digest",
        SHA224 + "0500, " + SHA224 + "0500, 1c, the hash is not SHA-256, -sha256 -sigopt rsa_pss_saltlen:digest",
    })
    void explainsRsaPss(String hash, String maskHash, String salt, String text, String option) throws Exception {
        String parameters = hex(
                0x30,
                hex(0xa0, hex(0x30, hash)) + hex(0xa1, hex(0x30, MGF1 + hex(0x30, maskHash))) + "a2030201" + salt);
        SignatureAlgorithm.Defect defect = SignatureAlgorithmParser.parse(
                        Encoding.reader("06092a864886f70d01010a" + parameters))
                .defect();
        assertThat(defect.found() + "; accepted: " + defect.accepted()).contains(text);
        assertThat(defect.option()).isEqualTo(option);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"'', no parameters", "0500, NULL", "3000, the defaults (SHA-1)", "300405000500, rubbish"})
    void doesNotSupportRsaPssWith(String parameters, String what) throws Exception {
        assertThat(SignatureAlgorithmParser.parse(Encoding.reader("06092a864886f70d01010a" + parameters))
                        .scheme())
                .isEqualTo(Scheme.UNKNOWN);
    }

    private static String hex(int tag, String content) {
        return String.format("%02x%02x%s", tag, content.length() / 2, content);
    }
}
