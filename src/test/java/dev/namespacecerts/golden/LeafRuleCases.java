package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCertificates.FUTURE;
import static dev.namespacecerts.golden.GoldenCertificates.PAST;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.leaf;
import static dev.namespacecerts.golden.GoldenCertificates.root;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** EE-1 to EE-6, EE-8, EE-11: rules about the leaf itself. */
final class LeafRuleCases {
    private LeafRuleCases() {}

    static List<GoldenCase> all() {
        return List.of(
                client("ee-valid", worker()),
                client(
                        "ee-valid-with-names",
                        worker().subjectAlternativeName(
                                        new GeneralName(GeneralName.dNSName, "worker-a.payments.svc"),
                                        new GeneralName(
                                                GeneralName.uniformResourceIdentifier, "spiffe://acme/worker-a"))),
                client("ee-01-version-1", worker().version1()),
                client("ee-02-no-basic-constraints", worker().withoutBasicConstraints()),
                client("ee-02-a-ca", worker().basicConstraints(true, true, OptionalInt.empty())),
                of("ee-02-the-root-itself").client("worker-a-tls", ROOT),
                client("ee-03-no-key-usage", worker().withoutKeyUsage()),
                client("ee-03-no-digital-signature", worker().keyUsage(KeyUsage.keyEncipherment)),
                client("ee-04-sha1", worker().signatureAlgorithm("SHA1withECDSA")),
                client("ee-04-ed25519", worker().keyAlgorithm("Ed25519")),
                client("ee-04-p224", worker().keyAlgorithm("ECDSA-P224")),
                client("ee-05-expired", worker().notAfter(PAST)),
                client("ee-05-not-yet-valid", worker().notBefore(FUTURE)),
                client(
                        "ee-05-expires-before-it-is-valid",
                        worker().notBefore(FUTURE).notAfter(PAST)),
                outlivesItsCa(),
                client("ee-06-for-servers-only", worker().extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
                client("ee-07-unknown-critical-extension", worker().extension("1.2.3.4", true, new byte[] {5, 0})),
                client("ee-08-name-of-the-root", worker().subject("CN=acme root,O=ACME")),
                client("ee-11-short-rsa-key", worker().keyPair(TestKeys.rsa(1024, 1))),
                of("ee-11-no-secret").spec(spec -> spec.client("worker-a-tls")),
                of("ee-11-secret-of-another-type")
                        .spec(spec -> spec.client("worker-a-tls"))
                        .object(GoldenCase.secret("worker-a-tls")
                                .withType("Opaque")
                                .withStringData(
                                        Map.of("tls.crt", worker().build().pem()))
                                .build()),
                of("ee-11-no-pem").client("worker-a-tls", "not a certificate\n", "not a key\n"),
                of("ee-11-empty").client("worker-a-tls", "", ""),
                of("ee-11-truncated")
                        .client("worker-a-tls", worker().build().pem().substring(0, 300), key()),
                of("ee-11-private-key-in-chain")
                        .client(
                                "worker-a-tls",
                                worker().build().pem() + HeldCertificate.pem("PRIVATE KEY", new byte[48]),
                                key()),
                of("ee-11-other-block-in-chain")
                        .client(
                                "worker-a-tls",
                                worker().build().pem() + HeldCertificate.pem("PUBLIC KEY", new byte[48]),
                                key()),
                of("ee-11-go-cannot-parse")
                        .client(
                                "worker-a-tls",
                                worker().serial(BigInteger.TEN.negate()).build()));
    }

    static CertificateBuilder worker() {
        return leaf("worker-a", ROOT);
    }

    /** The private key of every worker with a key on P-256. */
    private static String key() {
        return worker().build().privateKeyPem();
    }

    private static GoldenCase client(String name, CertificateBuilder leaf) {
        return of(name).client("worker-a-tls", leaf.build());
    }

    private static GoldenCase outlivesItsCa() {
        HeldCertificate brief = root("Brief Root").notAfter(FUTURE).build();
        return GoldenCase.of("ee-05-outlives-its-ca")
                .cas(brief)
                .client("worker-a-tls", leaf("worker-a", brief).build());
    }

    private static GoldenCase of(String name) {
        return GoldenCase.of(name).cas(ROOT);
    }
}
