package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.rules.path.SignatureCheck;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DistinguishedName;
import java.util.ArrayList;
import java.util.List;

/**
 * CA-3: every certificate is a root or was issued by another certificate of the bundle (RFC 5280 section 6.1; Go:
 * {@code CheckSignatureFrom}, {@code findPotentialParents}).
 */
final class IssuerRule implements BundleRule {
    private static final String ALLOWED = "a root, or a certificate issued by another certificate of the bundle";

    @Override
    public void judge(Bundle bundle, Findings findings) {
        Chains chains = bundle.chains();
        List<Violation> bySignatures = new ArrayList<>();
        for (BundleCertificate c : bundle.authorityCertificates()) {
            if (chains.isRoot(c.certificate())) {
                judgeRoot(c, findings);
            } else if (chains.namedAsIssuer(c.certificate()).isEmpty()) {
                findings.add(withoutIssuer(c, chains));
            } else {
                judgeIssued(c, chains, bySignatures);
            }
        }
        // If the limit of checks was reached, only some of these would be found. CheckLimitRule reports the limit.
        if (!chains.limitReached()) {
            bySignatures.forEach(findings::add);
        }
    }

    /** Checks the key usage of a root. Skips a root that is not a CA, because CA-2 reports it. */
    private static void judgeRoot(BundleCertificate c, Findings findings) {
        if (c.certificate().isCa() && !Chains.hasUsageForSigning(c.certificate())) {
            findings.add(c.error(Rule.CA_3)
                    .found("a root whose key usage lacks keyCertSign")
                    .allowed("key usage with keyCertSign, or none")
                    .because(
                            "Root " + c.name() + " may not issue certificates: its key usage lacks keyCertSign.",
                            "Reissue it with the same key and keyUsage = keyCertSign."));
        }
    }

    private static void judgeIssued(BundleCertificate c, Chains chains, List<Violation> violations) {
        Certificate certificate = c.certificate();
        List<Certificate> named = chains.namedAsIssuer(certificate);
        if (named.stream()
                .anyMatch(issuer -> Chains.maySign(issuer)
                        && chains.check(certificate, issuer).isFollowed())) {
            return;
        }
        List<Certificate> signers = named.stream()
                .filter(candidate -> !candidate.equals(certificate))
                .filter(candidate -> chains.check(certificate, candidate).isFollowed())
                .toList();
        if (certificate.isSelfIssued() && chains.check(certificate, certificate) == SignatureCheck.UNSUPPORTED_KEY) {
            return; // CA-5 reports the key, which cannot verify any signature
        }
        Violation.Builder error = c.error(Rule.CA_3).allowed(ALLOWED);
        String issuer = "\"" + certificate.issuer() + "\"";
        if (!signers.isEmpty()) {
            boolean ca = signers.stream().anyMatch(Certificate::isCa);
            violations.add(
                    error.found(ca ? "an issuer whose key usage lacks keyCertSign" : "an issuer that is not a CA")
                            .because(
                                    c.name() + " was issued by " + issuer + ", which may not issue certificates: "
                                            + (ca ? "its key usage lacks keyCertSign." : "it is not a CA."),
                                    "Reissue " + issuer + " with the same key and "
                                            + (ca ? "keyCertSign in its key usage." : "basicConstraints = CA:TRUE.")));
        } else if (certificate.isSelfIssued()) {
            violations.add(error.found("self-issued, but the signature does not verify with its own key")
                    .because(
                            c.name()
                                    + " is self-issued, but its signature does not verify with its own key. Another key of"
                                    + " this CA signed it, or it is damaged.",
                            "Replace it with the self-signed certificate of this CA. To chain to its old root instead,"
                                    + " reissue it with another subject DN (CA-12)."));
        } else {
            violations.add(
                    error.found("the signature does not verify with the key of " + issuer)
                            .because(
                                    c.name() + " names " + issuer
                                            + " as its issuer, but the CA with that DN in the bundle"
                                            + " has another key: the signature does not verify.",
                                    "Add the certificate of the CA that signed it. That CA may have been renewed with a new key."));
        }
    }

    private static Violation withoutIssuer(BundleCertificate c, Chains chains) {
        DistinguishedName issuer = c.certificate().issuer();
        Violation.Builder error = c.error(Rule.CA_3).allowed(ALLOWED);
        return chains.nearlyNamedAsIssuer(c.certificate()).stream()
                .map(near -> Chains.spelling(c.certificate(), near))
                .findFirst()
                .map(difference -> error.found("issuer \"" + issuer + "\"; " + difference)
                        .because(
                                c.name() + " names the issuer \"" + issuer + "\", but " + difference
                                        + ". Temporal Cloud compares DNs byte by byte, so that CA does not count as"
                                        + " its issuer.",
                                "Reissue it with the issuer encoded exactly as the CA's subject."))
                .orElseGet(() -> error.found("no certificate of \"" + issuer + "\" in the bundle")
                        .because(
                                c.name() + " is neither a root nor issued by a certificate of the bundle: its issuer \""
                                        + issuer + "\" is missing.",
                                "Add the certificate of \"" + issuer + "\" to the bundle, and so on up to the root."));
    }
}
