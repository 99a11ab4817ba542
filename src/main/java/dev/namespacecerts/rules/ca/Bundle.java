package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A parsed bundle, as input of the rules.
 *
 * @param certificates the distinct readable certificates, in order
 * @param distinct number of distinct certificates, including those beyond the limit, which are not parsed
 * @param bytes size of their canonical PEM
 */
record Bundle(
        BundleInput input,
        List<BundleCertificate> certificates,
        int distinct,
        int bytes,
        BundleLimits limits,
        WellKnownAuthorities authorities,
        Chains chains,
        Instant now) {
    /**
     * The certificates but for leaves. A leaf is to be removed, which CA-2 reports, so no other rule asks for a change of
     * it.
     */
    List<BundleCertificate> authorityCertificates() {
        return certificates.stream().filter(c -> !isLeaf(c.certificate())).toList();
    }

    /** Whether a certificate is no CA and not named as issuer by another certificate of the bundle. */
    private boolean isLeaf(Certificate certificate) {
        return certificate.basicConstraints().isPresent() && !certificate.isCa() && !isNamedAsIssuer(certificate);
    }

    /** Whether another certificate of the bundle names this one as its issuer. */
    boolean isNamedAsIssuer(Certificate certificate) {
        return certificates.stream()
                .map(BundleCertificate::certificate)
                .filter(other -> !other.equals(certificate))
                .anyMatch(other -> other.issuer().sameDer(certificate.subject()));
    }

    /** Whether all certificates were parsed, because their number is within the limit. */
    boolean isWhole() {
        return distinct <= BundleLimits.MOST_CERTIFICATES;
    }
}
