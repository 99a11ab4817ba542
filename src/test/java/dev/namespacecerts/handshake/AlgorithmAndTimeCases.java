package dev.namespacecerts.handshake;

import static dev.namespacecerts.handshake.Authorities.RSA_ROOT;
import static dev.namespacecerts.handshake.Authorities.identity;
import static dev.namespacecerts.handshake.Authorities.intermediate;
import static dev.namespacecerts.handshake.Authorities.leaf;
import static dev.namespacecerts.handshake.LeafCase.accepted;
import static dev.namespacecerts.handshake.LeafCase.rejected;

import dev.namespacecerts.testing.HeldCertificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How a leaf is signed, and when it is valid: EE-4 and EE-5. */
final class AlgorithmAndTimeCases {
    private AlgorithmAndTimeCases() {}

    static List<LeafCase> rows() {
        Instant now = Instant.now();
        HeldCertificate brief =
                intermediate("Brief").notAfter(now.plus(2, ChronoUnit.DAYS)).build();
        return List.of(
                accepted(
                        "signed-with-rsa", identity(leaf("a").issuedBy(RSA_ROOT).signatureAlgorithm("SHA512withRSA"))),
                accepted(
                        "signed-with-rsa-pss",
                        identity(leaf("b").issuedBy(RSA_ROOT).signatureAlgorithm("SHA256withRSAandMGF1"))),
                rejected("signed-with-sha-1", identity(leaf("c").signatureAlgorithm("SHA1withECDSA")), "EE-4")
                        .clientError("alert unknown ca")
                        .acceptedByJava("Java distrusts SHA-1 under its own CAs only"),
                rejected(
                                "expired",
                                identity(leaf("d")
                                        .notBefore(now.minus(2, ChronoUnit.DAYS))
                                        .notAfter(now.minus(1, ChronoUnit.DAYS))),
                                "EE-5")
                        .clientError("alert certificate expired"),
                rejected("not-yet-valid", identity(leaf("e").notBefore(now.plus(1, ChronoUnit.DAYS))), "EE-5")
                        .clientError("alert certificate expired"),
                accepted("outliving-its-ca", identity(leaf("f").issuedBy(brief), brief), "EE-5 warning"));
    }
}
