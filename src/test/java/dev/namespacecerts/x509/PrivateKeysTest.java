package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    private static final HeldCertificate EC = held("ECDSA-P384");
    private static final HeldCertificate OTHER_EC = held("ECDSA-P384");
    private static final HeldCertificate OTHER_CURVE = held("ECDSA-P256");
    private static final HeldCertificate RSA = held("RSA-2048");

    static Stream<Arguments> keys() throws Exception {
        String ec = EC.privateKeyPem();
        return Stream.of(
                Arguments.of("its PKCS#8 key", EC, ec, KeyMatch.PKCS8),
                Arguments.of("its RSA key", RSA, RSA.privateKeyPem(), KeyMatch.PKCS8),
                Arguments.of("its PKCS#1 key", RSA, traditional("RSA PRIVATE KEY", RSA), KeyMatch.PKCS1),
                Arguments.of("its SEC 1 key", EC, traditional("EC PRIVATE KEY", EC), KeyMatch.SEC1),
                Arguments.of(
                        "EC parameters before the key",
                        EC,
                        "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n" + ec,
                        KeyMatch.PKCS8),
                Arguments.of("text before the key", EC, "my key\n" + ec, KeyMatch.PKCS8),
                Arguments.of("CRLF", EC, ec.replace("\n", "\r\n"), KeyMatch.PKCS8),
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
    void noTextIsMissing() {
        SubjectPublicKey key = EC.parsed().publicKey();
        assertThat(PrivateKeys.match(null, key)).isEqualTo(KeyMatch.MISSING);
        assertThat(PrivateKeys.match(new byte[0], key)).isEqualTo(KeyMatch.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "MAA=", "MIIB", "!!!!", "MIGkAgEAMBAGByqGSM49AgEGBSuBBAAiBIGMMIGJ"})
    void garbageThrowsNothing(String body) {
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

    private static String traditional(String label, HeldCertificate held) throws Exception {
        PrivateKeyInfo info =
                PrivateKeyInfo.getInstance(held.keyPair().getPrivate().getEncoded());
        return HeldCertificate.pem(
                label, info.parsePrivateKey().toASN1Primitive().getEncoded());
    }
}
