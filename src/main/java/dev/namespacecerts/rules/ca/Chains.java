package dev.namespacecerts.rules.ca;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyUsage;
import dev.namespacecerts.x509.SignatureVerifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who signed whom in a bundle. Signatures are checked when somebody asks, each pair once, and at most 100 of them, which
 * is where Go's crypto/x509 gives up too ({@code maxChainSignatureChecks}).
 */
final class Chains {
    private static final int MOST_CHECKS = 100;

    private final List<Certificate> certificates;
    private final Map<ByteBuffer, List<Certificate>> bySubject = new HashMap<>();
    private final Map<Pair, Boolean> checked = new HashMap<>();
    private boolean exhausted;

    private record Pair(Certificate child, Certificate issuer) {}

    /** @param certificates distinct ones */
    Chains(List<Certificate> certificates) {
        this.certificates = certificates;
        for (Certificate certificate : certificates) {
            bySubject
                    .computeIfAbsent(ByteBuffer.wrap(certificate.subject().der()), name -> new ArrayList<>())
                    .add(certificate);
        }
    }

    /** Whether a signature was not checked because there had been too many. */
    boolean exhausted() {
        return exhausted;
    }

    /** Whether a certificate is signed with its own key. */
    boolean isRoot(Certificate certificate) {
        return certificate.isSelfIssued() && signed(certificate, certificate);
    }

    /** The certificates whose subject is, byte by byte, the issuer's name; those with a matching key identifier first. */
    List<Certificate> namedAsIssuer(Certificate child) {
        return bySubject.getOrDefault(ByteBuffer.wrap(child.issuer().der()), List.of()).stream()
                .sorted(Comparator.comparingInt(candidate -> keyIdentifierMismatch(child, candidate)))
                .toList();
    }

    /** The certificates whose subject is the issuer's name for people, but not byte by byte. */
    List<Certificate> nearlyNamedAsIssuer(Certificate child) {
        return certificates.stream()
                .filter(c -> c.subject().equals(child.issuer()) && !c.subject().sameDer(child.issuer()))
                .toList();
    }

    /**
     * Whether a certificate was signed with another's key. A signature of a kind that CA-5 rejects is taken for good: that
     * rule speaks of it, and no other should.
     */
    boolean signed(Certificate child, Certificate issuer) {
        if (!AlgorithmRule.accepts(child.signatureAlgorithm())) {
            return true;
        }
        Pair pair = new Pair(child, issuer);
        Boolean known = checked.get(pair);
        if (known != null) {
            return known;
        }
        if (checked.size() == MOST_CHECKS) {
            exhausted = true;
            return false;
        }
        boolean verifies = SignatureVerifier.verifies(child, issuer.publicKey());
        checked.put(pair, verifies);
        return verifies;
    }

    /** Whether a certificate may sign others: it is a CA and, where it has a key usage, may sign certificates. */
    static boolean maySign(Certificate issuer) {
        return issuer.isCa() && hasUsageForSigning(issuer);
    }

    /** Go takes a key usage without any bit for none. */
    static boolean hasUsageForSigning(Certificate issuer) {
        return issuer.keyUsage()
                .map(usage -> usage.isEmpty() || usage.contains(KeyUsage.KEY_CERT_SIGN))
                .orElse(true);
    }

    private static int keyIdentifierMismatch(Certificate child, Certificate candidate) {
        if (child.authorityKeyIdentifier().isEmpty()
                || candidate.subjectKeyIdentifier().isEmpty()) {
            return 1;
        }
        return Arrays.equals(
                        child.authorityKeyIdentifier().get(),
                        candidate.subjectKeyIdentifier().get())
                ? 0
                : 2;
    }
}
