package dev.namespacecerts.rules.path;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.x509.Certificate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Counts the candidate issuers that Go's crypto/x509 tries while it builds a path. It stops at 100
 * ({@code buildChains}, {@code maxChainSignatureChecks}). The count is never lower than Go's, whether the trust anchors
 * are the bundle's roots or, as in a TLS server, all its CAs. As in Go, a CA of the bundle that the client also
 * presents counts twice.
 */
final class CandidateCount {
    private static final int MOST = 100;

    private final Chains chains;
    private final boolean signersOnly;
    private final Deque<Certificate> chain = new ArrayDeque<>();
    private int count;

    /**
     * @param signersOnly whether to follow only candidates that signed the certificate, as Go does; this needs
     *     signature checks
     */
    CandidateCount(Chains chains, boolean signersOnly) {
        this.chains = chains;
        this.signersOnly = signersOnly;
    }

    /** Whether a certificate has more candidates above it than Go tries. */
    boolean isTooHighFor(Certificate certificate) {
        climbFrom(certificate);
        return count > MOST;
    }

    private void climbFrom(Certificate certificate) {
        chain.addLast(certificate);
        for (Certificate issuer : chains.inBundleAsIssuer(certificate)) {
            consider(issuer, certificate, !isAnchor(issuer) && !chains.isPresented(issuer));
        }
        for (Certificate issuer : chains.presentedAsIssuer(certificate)) {
            consider(issuer, certificate, true);
        }
        chain.removeLast();
    }

    private void consider(Certificate issuer, Certificate child, boolean intermediate) {
        if (count > MOST) {
            return;
        }
        count++;
        if (intermediate && isFollowed(issuer) && (!signersOnly || mayHaveSigned(issuer, child))) {
            climbFrom(issuer);
        }
    }

    /** Whether the count stops at a root. It continues above a root whose own signature Go cannot verify. */
    private boolean isAnchor(Certificate certificate) {
        return chains.isRoot(certificate) && Algorithms.accepts(certificate.signatureAlgorithm());
    }

    private boolean mayHaveSigned(Certificate issuer, Certificate child) {
        return Chains.maySign(issuer) && chains.check(child, issuer).isFollowed();
    }

    /** Whether Go or {@link PathSearch}, whose work this count bounds, would continue from a candidate. */
    private boolean isFollowed(Certificate candidate) {
        return !chain.contains(candidate) || !isAlreadyInChain(candidate);
    }

    /**
     * Mirrors Go's {@code alreadyInChain}, including its gap: if one of two certificates with the same name and key has
     * subject alternative names and the other has none, Go does not compare further ones, and can go round in circles.
     */
    private boolean isAlreadyInChain(Certificate candidate) {
        List<Certificate> twins = chain.stream()
                .filter(certificate -> certificate.subject().sameDer(candidate.subject())
                        && certificate.publicKey().equals(candidate.publicKey()))
                .toList();
        for (Certificate twin : twins) {
            if (twin.subjectAlternativeNames().present()
                    != candidate.subjectAlternativeNames().present()) {
                return false;
            }
            if (Arrays.equals(
                    twin.subjectAlternativeNames().value(),
                    candidate.subjectAlternativeNames().value())) {
                return true;
            }
        }
        return false;
    }
}
