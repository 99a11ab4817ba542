package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCase.of;
import static dev.namespacecerts.golden.GoldenCertificates.ISSUING;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.STRANGER;
import static dev.namespacecerts.golden.GoldenCertificates.again;
import static dev.namespacecerts.golden.GoldenCertificates.intermediate;
import static dev.namespacecerts.golden.GoldenCertificates.leaf;
import static dev.namespacecerts.golden.GoldenCertificates.root;

import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** CA-3, CA-4, CA-12: chains inside the bundle. */
final class CaChainCases {
    private static final byte[] NULL = {5, 0};

    private CaChainCases() {}

    static List<GoldenCase> all() {
        HeldCertificate mayNotSign =
                root("Acme Root").keyUsage(KeyUsage.digitalSignature).build();
        HeldCertificate noCa = root("Acme Root")
                .basicConstraints(true, false, OptionalInt.empty())
                .build();
        HeldCertificate forServers = root("Acme Root")
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
        HeldCertificate pathLength0 = root("Acme Root")
                .basicConstraints(true, true, OptionalInt.of(0))
                .build();
        HeldCertificate issuing = intermediate("Acme Issuing", pathLength0).build();
        HeldCertificate a = root("Acme A").build();
        HeldCertificate b = root("Acme B").build();
        return List.of(
                of("ca-03-issuer-is-missing").cas(ISSUING),
                of("ca-03-issuer-two-levels-up-is-missing")
                        .cas(ISSUING, intermediate("Acme Low", ISSUING).build()),
                of("ca-03-issuer-has-another-key").cas(again(root("Acme Root")).build(), ISSUING),
                of("ca-03-issuer-differs-in-case").cas(sameKey("CN=ACME Root,O=Acme"), ISSUING),
                of("ca-03-issuer-differs-in-string-type").cas(printable(), ISSUING),
                of("ca-03-root-may-not-sign").cas(mayNotSign, ISSUING),
                of("ca-03-issuer-is-no-ca").cas(noCa, ISSUING),
                of("ca-03-self-issued-with-another-key")
                        .cas(again(root("Acme Root").issuedBy(ROOT)).build()),
                of("ca-03-more-than-100-signatures").cas(manyCandidates()),
                of("ca-04-path-length")
                        .cas(
                                pathLength0,
                                issuing,
                                intermediate("Acme Low", issuing).build()),
                of("ca-04-root-with-path-length-0-over-an-intermediate")
                        .cas(pathLength0, issuing)
                        .client("worker-a-tls", leaf("worker-a", issuing).build(), issuing),
                of("ca-04-name-constraint").cas(constrained(), outside()),
                of("ca-04-directory-name-constraint")
                        .cas(
                                directoryName(),
                                intermediate("Acme Issuing", directoryName()).build()),
                of("ca-04-for-servers-only")
                        .cas(
                                forServers,
                                intermediate("Acme Issuing", forServers).build()),
                of("ca-04-unknown-critical-extension")
                        .cas(root("Acme Root").extension("1.2.3.4", true, NULL).build()),
                of("ca-04-two-sign-each-other")
                        .cas(
                                intermediate("Acme A", b).keyPair(a.keyPair()).build(),
                                intermediate("Acme B", a).keyPair(b.keyPair()).build()),
                of("ca-12-name-twice-on-a-path")
                        .cas(ROOT, again(intermediate("ACME ROOT", ROOT)).build()),
                of("ca-several-errors-at-once")
                        .cas(
                                ISSUING,
                                intermediate("Acme Weak", STRANGER)
                                        .signatureAlgorithm("SHA1withECDSA")
                                        .build(),
                                root("Old Root")
                                        .notAfter(GoldenCertificates.PAST)
                                        .build()));
    }

    /** A root with the key of ROOT under a name that is written otherwise. */
    private static HeldCertificate sameKey(String subject) {
        return root("Acme Root").subject(subject).build();
    }

    /** The same for string types. */
    static HeldCertificate printable() {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, new DERPrintableString("Acme"))
                .addRDN(BCStyle.CN, new DERPrintableString("Acme Root"))
                .build();
        return root("Acme Root").subject(name).build();
    }

    private static HeldCertificate constrained() {
        GeneralSubtree[] acme = {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "acme.example"))};
        return root("Acme Root").nameConstraints(acme, null).build();
    }

    private static HeldCertificate outside() {
        return intermediate("Acme Issuing", constrained())
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "ca.other.example"))
                .build();
    }

    private static HeldCertificate directoryName() {
        GeneralSubtree[] acme = {new GeneralSubtree(new GeneralName(GeneralName.directoryName, "O=Acme"))};
        return root("Acme Root").nameConstraints(acme, null).build();
    }

    private static HeldCertificate[] manyCandidates() {
        return IntStream.range(0, 25)
                .mapToObj(number -> root("Acme Root")
                        .issuedBy(STRANGER)
                        .issuer(ROOT.subject())
                        .randomness(TestKeys.seeded("candidate " + number))
                        .subjectKeyIdentifier(new byte[] {1})
                        .authorityKeyIdentifier(new byte[] {1})
                        .build())
                .toArray(HeldCertificate[]::new);
    }
}
