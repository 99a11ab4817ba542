package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCase.of;
import static dev.namespacecerts.golden.GoldenCertificates.FUTURE;
import static dev.namespacecerts.golden.GoldenCertificates.ISSUING;
import static dev.namespacecerts.golden.GoldenCertificates.OTHER_ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.PAST;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.STRANGER;
import static dev.namespacecerts.golden.GoldenCertificates.again;
import static dev.namespacecerts.golden.GoldenCertificates.intermediate;
import static dev.namespacecerts.golden.GoldenCertificates.leaf;
import static dev.namespacecerts.golden.GoldenCertificates.pem;
import static dev.namespacecerts.golden.GoldenCertificates.root;

import dev.namespacecerts.testing.HeldCertificate;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;

/** EE-5, EE-7: chains from a leaf to the bundle. */
final class LeafChainCases {
    private static final String SECRET = "worker-a-tls";

    /** Below {@link GoldenCertificates#ISSUING}. */
    private static final HeldCertificate WORKER = leaf("worker-a", ISSUING).build();

    private LeafChainCases() {}

    static List<GoldenCase> all() {
        HeldCertificate low = intermediate("Acme Low", ISSUING).build();
        HeldCertificate worker = leaf("worker-a", low).build();
        HeldCertificate mayNotSign =
                root("Acme Root").keyUsage(KeyUsage.cRLSign).build();
        HeldCertificate expired =
                intermediate("Acme Issuing", ROOT).notAfter(PAST).build();
        HeldCertificate noCa = leaf("worker-b", ROOT).build();
        return List.of(
                of("ee-07-valid-with-intermediate").cas(ROOT).client(SECRET, WORKER, ISSUING),
                of("ee-07-valid-with-root").cas(ROOT).client(SECRET, WORKER, ISSUING, ROOT),
                of("ee-07-intermediate-is-missing").cas(ROOT).client(SECRET, WORKER),
                of("ee-07-second-intermediate-is-missing").cas(ROOT).client(SECRET, worker, low),
                of("ee-07-another-root")
                        .cas(ROOT)
                        .client(SECRET, leaf("worker-a", STRANGER).build()),
                of("ee-07-another-root-presented")
                        .cas(ROOT)
                        .client(SECRET, leaf("worker-a", STRANGER).build(), STRANGER),
                of("ee-07-ca-has-another-key")
                        .cas(again(root("Acme Root")).build())
                        .client(SECRET, leaf("worker-a", ROOT).build()),
                of("ee-07-root-made-again")
                        .cas(again(root("Acme Root")).build())
                        .client(SECRET, WORKER, ISSUING),
                of("ee-07-ca-differs-in-string-type")
                        .cas(CaChainCases.printable())
                        .client(SECRET, leaf("worker-a", ROOT).build()),
                of("ee-07-string-types-differ-above")
                        .cas(CaChainCases.printable())
                        .client(SECRET, WORKER, ISSUING),
                of("ee-07-root-may-not-sign")
                        .cas(mayNotSign)
                        .client(SECRET, leaf("worker-a", ROOT).build()),
                of("ee-07-root-may-not-sign-above").cas(mayNotSign).client(SECRET, WORKER, ISSUING),
                of("ee-07-issuer-is-no-ca")
                        .cas(ROOT)
                        .client(SECRET, leaf("worker-a", noCa).build(), noCa),
                of("ee-07-intermediate-expired")
                        .cas(ROOT)
                        .client(SECRET, leaf("worker-a", expired).build(), expired),
                of("ee-07-name-constraint").cas(constrained()).client(SECRET, outside()),
                of("ee-07-self-signed").cas(ROOT).client(SECRET, selfSigned()),
                of("ee-07-self-signed-leaf-as-ca").cas(selfSigned()).client(SECRET, selfSigned()),
                selfSignedFromCaCrt(),
                of("ee-07-order-from-the-root-down")
                        .cas(ROOT)
                        .client(SECRET, pem(ROOT, ISSUING, WORKER), WORKER.privateKeyPem()),
                of("ee-07-intermediates-not-in-order").cas(ROOT).client(SECRET, worker, ISSUING, low),
                of("ee-07-superfluous-certificate").cas(ROOT).client(SECRET, WORKER, ISSUING, STRANGER),
                crossSigned(),
                renewedRoot(),
                renewedIntermediate());
    }

    private static HeldCertificate constrained() {
        GeneralSubtree[] acme = {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "acme.example"))};
        return root("Acme Root").nameConstraints(acme, null).build();
    }

    private static HeldCertificate outside() {
        return leaf("worker-a", constrained())
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "worker-a.other.example"))
                .build();
    }

    private static HeldCertificate selfSigned() {
        return root("worker-a")
                .basicConstraints(true, false, OptionalInt.empty())
                .keyUsage(KeyUsage.digitalSignature)
                .build();
    }

    /** As cert-manager's self-signed issuer writes it: ca.crt is the leaf. */
    private static GoldenCase selfSignedFromCaCrt() {
        return of("ee-07-self-signed-leaf-from-ca-crt")
                .spec(spec -> spec.sources(GoldenCase.secretSource(SECRET)).client(SECRET))
                .object(GoldenCase.secret(SECRET)
                        .withType("kubernetes.io/tls")
                        .withStringData(Map.of(
                                "ca.crt", selfSigned().pem(),
                                "tls.crt", selfSigned().pem(),
                                "tls.key", selfSigned().privateKeyPem()))
                        .build());
    }

    /** The key of one CA has two certificates: as a root, and issued by another root, which expires earlier. */
    private static GoldenCase crossSigned() {
        HeldCertificate old = root("Acme Root").notAfter(FUTURE).build();
        HeldCertificate crossed = root("Acme Root 2")
                .issuedBy(old)
                .serial(BigInteger.TWO)
                .notAfter(FUTURE)
                .build();
        return of("ee-07-cross-signed-ca")
                .cas(old, OTHER_ROOT)
                .client(SECRET, leaf("worker-a", OTHER_ROOT).build(), crossed);
    }

    private static GoldenCase renewedRoot() {
        HeldCertificate old =
                root("Acme Root").notAfter(FUTURE).serial(BigInteger.TWO).build();
        return of("ee-05-root-renewed-with-its-key")
                .cas(old, ROOT)
                .client(SECRET, leaf("worker-a", ROOT).build());
    }

    private static GoldenCase renewedIntermediate() {
        HeldCertificate old = intermediate("Acme Issuing", ROOT)
                .notAfter(FUTURE)
                .serial(BigInteger.TWO)
                .build();
        return of("ee-05-intermediate-renewed-with-its-key").cas(ROOT, ISSUING).client(SECRET, WORKER, old);
    }
}
