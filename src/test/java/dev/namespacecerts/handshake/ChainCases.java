package dev.namespacecerts.handshake;

import static dev.namespacecerts.handshake.Authorities.ISSUING;
import static dev.namespacecerts.handshake.Authorities.ROOT;
import static dev.namespacecerts.handshake.Authorities.STRANGER;
import static dev.namespacecerts.handshake.Authorities.identity;
import static dev.namespacecerts.handshake.Authorities.intermediate;
import static dev.namespacecerts.handshake.Authorities.leaf;
import static dev.namespacecerts.handshake.LeafCase.accepted;
import static dev.namespacecerts.handshake.LeafCase.rejected;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** How a leaf chains to a CA of the bundle: EE-7. */
final class ChainCases {
    private static final String SORTED =
            "a Java KeyStore takes a chain in which each certificate issued the one before";

    private ChainCases() {}

    static List<LeafCase> rows() {
        return Stream.of(presented(), strangers(), brokenPaths())
                .flatMap(List::stream)
                .toList();
    }

    private static List<LeafCase> presented() {
        HeldCertificate upper = intermediate("Upper").issuedBy(ISSUING).build();
        HeldCertificate lower = intermediate("Lower").issuedBy(upper).build();
        return List.of(
                accepted("of-an-intermediate-of-the-bundle", identity(leaf("a").issuedBy(ISSUING))),
                accepted("with-its-intermediate", identity(leaf("b").issuedBy(upper), upper)),
                accepted("with-two-intermediates", identity(leaf("c").issuedBy(lower), lower, upper)),
                accepted("in-disorder", identity(leaf("d").issuedBy(lower), upper, lower), "EE-7 warning")
                        .notForTheSdk(SORTED),
                accepted("with-its-root", identity(leaf("e"), ROOT)),
                accepted("with-something-else", identity(leaf("f"), STRANGER), "EE-7 warning")
                        .notForTheSdk(SORTED),
                rejected("without-its-intermediate", identity(leaf("g").issuedBy(upper)), "EE-7")
                        .clientError("alert unknown ca"),
                rejected("without-one-of-two", identity(leaf("h").issuedBy(lower), lower), "EE-7")
                        .clientError("alert unknown ca"));
    }

    private static List<LeafCase> strangers() {
        HeldCertificate namesake =
                CertificateBuilder.root("CN=Acme Root,O=Acme").build();
        CertificateBuilder alone = CertificateBuilder.root("CN=alone,O=Acme")
                .basicConstraints(true, false, OptionalInt.empty())
                .keyUsage(KeyUsage.digitalSignature);
        return List.of(
                rejected("of-a-stranger", identity(leaf("a").issuedBy(STRANGER)), "EE-7")
                        .clientError("alert unknown ca"),
                rejected("with-a-stranger", identity(leaf("b").issuedBy(STRANGER), STRANGER), "EE-7")
                        .clientError("alert unknown ca"),
                rejected("of-a-namesake-of-the-root", identity(leaf("c").issuedBy(namesake)), "EE-7")
                        .clientError("alert unknown ca"),
                rejected("of-itself", identity(alone), "EE-7").clientError("alert unknown ca"));
    }

    private static List<LeafCase> brokenPaths() {
        Instant now = Instant.now();
        HeldCertificate noCa = leaf("no-ca").build();
        HeldCertificate mute = intermediate("Mute").keyUsage(KeyUsage.cRLSign).build();
        HeldCertificate last = intermediate("Last")
                .basicConstraints(true, true, OptionalInt.of(0))
                .build();
        HeldCertificate below = intermediate("Below").issuedBy(last).build();
        HeldCertificate narrow = intermediate("Narrow")
                .nameConstraints(new GeneralSubtree[] {new GeneralSubtree(FilterCases.dns("acme.example"))}, null)
                .build();
        GeneralName outside = FilterCases.dns("other.example");
        HeldCertificate forServers = intermediate("For Servers")
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
        HeldCertificate weak =
                intermediate("Weak").signatureAlgorithm("SHA1withECDSA").build();
        HeldCertificate expired = intermediate("Expired")
                .notBefore(now.minus(2, ChronoUnit.DAYS))
                .notAfter(now.minus(1, ChronoUnit.DAYS))
                .build();
        return List.of(
                rejected("of-a-leaf", identity(leaf("a").issuedBy(noCa), noCa), "EE-7")
                        .clientError("alert unknown ca"),
                rejected("of-a-ca-that-may-not-issue", identity(leaf("b").issuedBy(mute), mute), "EE-7")
                        .clientError("alert unknown ca"),
                rejected("below-the-path-length", identity(leaf("c").issuedBy(below), below, last), "EE-7")
                        .clientError("alert bad certificate"),
                rejected(
                                "outside-of-name-constraints",
                                identity(leaf("d").issuedBy(narrow).subjectAlternativeName(outside), narrow),
                                "EE-7")
                        .clientError("alert bad certificate"),
                rejected("of-a-ca-for-servers", identity(leaf("e").issuedBy(forServers), forServers), "EE-7")
                        .clientError("alert bad certificate")
                        .acceptedByJava("Java asks only the leaf for its extended key usage"),
                rejected("of-a-ca-signed-with-sha-1", identity(leaf("f").issuedBy(weak), weak), "EE-7")
                        .clientError("alert unknown ca")
                        .acceptedByJava("Java distrusts SHA-1 under its own CAs only"),
                rejected("of-an-expired-ca", identity(leaf("g").issuedBy(expired), expired), "EE-7")
                        .clientError("alert certificate expired"),
                rejected(
                                "with-an-unknown-critical-extension",
                                identity(leaf("h").extension("1.2.3.4", true, new byte[] {5, 0})),
                                "EE-7")
                        .clientError("alert bad certificate"));
    }
}
