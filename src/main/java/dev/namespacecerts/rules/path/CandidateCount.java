package dev.namespacecerts.rules.path;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.x509.Certificate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Counts the candidate issuers that Go's crypto/x509 tries before it gives up ({@code buildChains},
 * {@code maxChainSignatureChecks}). Never fewer than Go, whether it has the bundle's roots for trust anchors or, as a TLS
 * server does, all CAs of the bundle: a CA that is in the bundle and presented by the client counts twice, as there.
 */
final class CandidateCount {
    private static final int MOST = 100;

    private final Chains chains;
    private final boolean signersOnly;
    private final Deque<Certificate> chain = new ArrayDeque<>();
    private int count;

    /** @param signersOnly whether to go on from those candidates only that have signed, as Go does */
    CandidateCount(Chains chains, boolean signersOnly) {
        this.chains = chains;
        this.signersOnly = signersOnly;
    }

    /** Whether there are more candidates above a certificate than Go tries. */
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

    /** Go has no anchor whose own signature it does not verify. */
    private boolean isAnchor(Certificate certificate) {
        return chains.isRoot(certificate) && Algorithms.accepts(certificate.signatureAlgorithm());
    }

    private boolean mayHaveSigned(Certificate issuer, Certificate child) {
        return Chains.maySign(issuer) && chains.check(child, issuer).isFollowed();
    }

    /** Where either the search of {@link PathSearch}, whose work this count bounds, or Go goes on. */
    private boolean isFollowed(Certificate candidate) {
        return !chain.contains(candidate) || !isAlreadyInChain(candidate);
    }

    /**
     * Go's {@code alreadyInChain}, with what it does not see: the first certificate of the same name and key decides alone
     * where only one of the two has alternative names, so that Go goes round in circles.
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
