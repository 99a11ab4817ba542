package dev.namespacecerts.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrozenCertificatesTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        openssl-root           | 3 | ECDSA-SHA256   | ECDSA-P256 | true  | CN=Acme OpenSSL Root,O=Acme & Söhne,C=AT
        openssl-issuing        | 3 | ECDSA-SHA384   | RSA-2048   | true  | CN=Acme OpenSSL Issuing,OU=PKI,O=Acme
        openssl-pss-root       | 3 | SHA384-RSAPSS  | RSA-3072   | true  | CN=Acme PSS Root
        openssl-version-1-leaf | 1 | ECDSA-SHA256   | ECDSA-P256 | false | CN=worker
        keytool-root           | 3 | ECDSA-SHA384   | ECDSA-P384 | true  | CN=Acme Keytool Root,OU=PKI,O=Acme,C=AT
        keytool-rsa-root       | 3 | SHA512-RSA     | RSA-2048   | true  | CN=Acme Keytool RSA Root
        go-tcld-root           | 3 | ECDSA-SHA384   | ECDSA-P384 | true  | O=Acme
        go-tcld-leaf           | 3 | ECDSA-SHA384   | ECDSA-P384 | false | OU=,O=Acme
        """)
    void areRead(String name, int version, String signature, String key, boolean ca, String subject) throws Exception {
        List<PemBlock> blocks = PemReader.read(FrozenCertificates.pem(name));
        assertThat(blocks).hasSize(1);
        Certificate certificate = CertificateParser.parse(blocks.get(0).der());
        assertThat(certificate.version()).isEqualTo(version);
        assertThat(certificate.signatureAlgorithm().name()).isEqualTo(signature);
        assertThat(certificate.publicKey().name()).isEqualTo(key);
        assertThat(certificate.isCa()).isEqualTo(ca);
        assertThat(certificate.subject()).hasToString(subject);
        assertThat(certificate.unhandledCriticalExtensions()).isEmpty();
    }

    @Test
    void areValidBundles() {
        assertThat(judge(
                                "openssl-root",
                                "openssl-issuing",
                                "keytool-root",
                                "keytool-rsa-root",
                                "openssl-pss-root",
                                "go-tcld-root")
                        .valid())
                .isTrue();
        assertThat(judge("openssl-issuing").valid()).isFalse();
        assertThat(judge("go-tcld-root", "go-tcld-leaf").valid()).isFalse();
    }

    private static BundleVerdict judge(String... names) {
        byte[] text =
                Bytes.join(Arrays.stream(names).map(FrozenCertificates::pem).toArray(byte[][]::new));
        BundleJudge judge = new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());
        List<BundleSource> sources = List.of(new BundleSource.Text("frozen", text));
        return judge.judge(new BundleInput(sources, 0, 0, Duration.ofDays(15)), NOW);
    }
}
