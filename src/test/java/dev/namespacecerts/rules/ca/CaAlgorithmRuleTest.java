package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.intermediate;
import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.security.KeyPair;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CA-5 */
class CaAlgorithmRuleTest {
    @ParameterizedTest(name = "a key of kind {0} and a signature {1} are accepted")
    @CsvSource({
        "ECDSA-P256, SHA256withECDSA",
        "ECDSA-P384, SHA384withECDSA",
        "ECDSA-P521, SHA512withECDSA",
        "RSA-2048, SHA256withRSA",
        "RSA-2048, SHA512withRSA",
        "RSA-2048, SHA256withRSAandMGF1",
        "RSA-2048, SHA384withRSAandMGF1"
    })
    void good(String key, String signature) {
        assertThat(Judging.of(root("CN=Root")
                                .keyAlgorithm(key)
                                .signatureAlgorithm(signature)
                                .build())
                        .errors())
                .isEmpty();
    }

    @ParameterizedTest(name = "a key of kind {0} and a signature {1} are an Error")
    @CsvSource({
        "ECDSA-P256, SHA1withECDSA, ECDSA-SHA1",
        "ECDSA-P256, SHA224withECDSA, SHA224",
        "ECDSA-P256, SHA3-256withECDSA, ''",
        "RSA-2048, SHA1withRSA, SHA1-RSA",
        "RSA-2048, MD5withRSA, MD5-RSA",
        "RSA-2048, SHA224withRSA, SHA224",
        "RSA-2048, SHA1withRSAandMGF1, ''"
    })
    void bad(String key, String signature, String name) {
        Judging judging = Judging.of(
                root("CN=Root").keyAlgorithm(key).signatureAlgorithm(signature).build());
        assertThat(judging.errors()).containsExactly("CA-5");
        assertThat(judging.violation(Rule.CA_5).found()).contains(name);
    }

    @Test
    void theParametersOfRsaPssAreExplained() {
        Violation violation = Judging.of(root("CN=Root")
                        .keyAlgorithm("RSA-2048")
                        .signatureAlgorithm("SHA1withRSAandMGF1")
                        .build())
                .violation(Rule.CA_5);
        assertThat(violation.found()).isEqualTo("RSA-PSS: the hash is absent, which means SHA-1");
        assertThat(violation.allowed()).isEqualTo("RSA-PSS with SHA-256, SHA-384 or SHA-512");
        assertThat(violation.message())
                .endsWith(
                        "is signed with RSA-PSS parameters that Temporal Cloud rejects: the hash is absent, which means"
                                + " SHA-1. It accepts SHA-256, SHA-384 or SHA-512.");
        assertThat(violation.remedy()).contains("-sigopt rsa_pss_saltlen:digest");
    }

    @Test
    void aRootWithAnEd25519KeyIsOneErrorSinceItsSignatureFollowsFromTheKey() {
        Judging judging = Judging.of(root("CN=Root")
                .keyAlgorithm("Ed25519")
                .signatureAlgorithm("Ed25519")
                .build());
        assertThat(judging.errors()).containsExactly("CA-5");
        assertThat(judging.violation(Rule.CA_5).found()).isEqualTo("key of type Ed25519");
    }

    @Test
    void anEd25519KeyIsAnErrorEvenIfTheSignatureIsAccepted() {
        HeldCertificate root = root("CN=Root").build();
        assertThat(Judging.of(
                                root,
                                intermediate("CN=Issuing", root)
                                        .keyAlgorithm("Ed25519")
                                        .build())
                        .errors())
                .containsExactly("CA-5");
    }

    /** No client verifies signatures with such a key, so its own signature does not matter. */
    @Test
    void aKeyThatGoDoesNotSupportIsNotReportedAsAWrongSignature() {
        KeyPair pair = TestKeys.rsa(2048, 0);
        SubjectPublicKeyInfo plain =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        Judging judging = Judging.of(root("CN=Root")
                .keyPair(pair)
                .publicKeyInfo(TestKeys.keyInfo(
                        "1.2.840.113549.1.1.10", plain.getPublicKeyData().getBytes()))
                .signatureAlgorithm("SHA256withRSAandMGF1")
                .build());
        assertThat(judging.errors()).containsExactly("CA-5");
    }

    @Test
    void aWeakSignatureOfARootIsReportedOnceAndNotForTheCertificatesBelow() {
        HeldCertificate root =
                root("CN=Root").signatureAlgorithm("SHA1withECDSA").build();
        assertThat(Judging.of(root, intermediate("CN=Issuing", root).build()).errors())
                .containsExactly("CA-5");
    }
}
