package dev.namespacecerts.rules.path;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyUsage;
import dev.namespacecerts.x509.KnownSignatures;
import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who signed whom in a bundle, and what paths may cost. Signatures are checked when somebody asks, each pair once, and at
 * most 100 of them. A certificate may have at most 100 candidates for the CAs above it, which is where Go's crypto/x509
 * gives up ({@code maxChainSignatureChecks}).
 */
public final class Chains {
    private static final int MOST_CHECKS = 100;

    private final List<Certificate> certificates;
    private final Set<Certificate> bundle;
    private final Set<Certificate> presented;
    private final Map<ByteBuffer, List<Certificate>> bySubject = new HashMap<>();
    private final Map<Certificate, List<Certificate>> issuers = new HashMap<>();
    private final Map<Certificate, List<Certificate>> nearIssuers = new HashMap<>();
    private final Map<Pair, SignatureCheck> checked = new HashMap<>();
    private final Map<Pair, SignatureCheck> explained = new HashMap<>();
    private final Comparisons comparisons = new Comparisons();
    private int checkedBefore;
    private int mostExplanations = MOST_CHECKS;
    private boolean limitReached;

    private record Pair(Certificate child, Certificate issuer) {}

    /** @param certificates the distinct ones of a bundle */
    public Chains(List<Certificate> certificates) {
        this(certificates, new HashSet<>(certificates), Set.of());
    }

    private Chains(List<Certificate> certificates, Set<Certificate> bundle, Set<Certificate> presented) {
        this.certificates = certificates;
        this.bundle = bundle;
        this.presented = presented;
        for (Certificate certificate : certificates) {
            bySubject
                    .computeIfAbsent(ByteBuffer.wrap(certificate.subject().der()), name -> new ArrayList<>())
                    .add(certificate);
        }
    }

    /**
     * These certificates and the intermediates that a leaf comes with, as a server sees them in one handshake. What was
     * checked already is not checked again; what is new has limits of its own.
     */
    public Chains with(Certificate leaf, List<Certificate> intermediates) {
        Set<Certificate> presentedOnce = new LinkedHashSet<>(intermediates);
        Set<Certificate> others = new LinkedHashSet<>(presentedOnce);
        certificates.forEach(others::remove);
        others.remove(leaf);
        List<Certificate> all = new ArrayList<>(certificates);
        all.addAll(others);
        return limitedAnew(all, presentedOnce);
    }

    /** The same certificates, with limits of their own. What was checked already is not checked again. */
    public Chains limitedAnew() {
        return limitedAnew(certificates, presented);
    }

    private Chains limitedAnew(List<Certificate> all, Set<Certificate> presentedOnce) {
        Chains anew = new Chains(all, bundle, presentedOnce);
        anew.checked.putAll(checked);
        anew.checkedBefore = checked.size();
        return anew;
    }

    /** Whether a check was not made, or a search given up, because there were too many: no verdict may be good then. */
    public boolean limitReached() {
        return limitReached;
    }

    /** Lets so many signatures be checked for the words of messages alone, and never more than 100. */
    public void explainAtMost(int most) {
        mostExplanations = Math.min(most, MOST_CHECKS);
    }

    /** How many signatures were checked for the words of messages alone. */
    public int explanations() {
        return explained.size();
    }

    /** How many signatures were checked beyond those that were known at the beginning. */
    public int checks() {
        return checked.size() - checkedBefore;
    }

    /**
     * Whether a certificate has too many candidates for the CAs above it. Counted by name first, which is never fewer than
     * Go counts; signatures, whose number is limited, are checked only where that is too many.
     */
    boolean hasTooManyCandidates(Certificate certificate) {
        boolean tooMany = new CandidateCount(this, false).isTooHighFor(certificate)
                && new CandidateCount(this, true).isTooHighFor(certificate);
        limitReached |= tooMany;
        return tooMany;
    }

    /** The certificates of the bundle that have, byte by byte, the issuer's name. */
    List<Certificate> inBundleAsIssuer(Certificate child) {
        return namedAsIssuer(child).stream().filter(bundle::contains).toList();
    }

    /** The certificates that the leaf comes with and that have, byte by byte, the issuer's name; also those of the bundle. */
    List<Certificate> presentedAsIssuer(Certificate child) {
        return presented.stream()
                .filter(candidate -> candidate.subject().sameDer(child.issuer()))
                .toList();
    }

    /** Whether a certificate is of the bundle. */
    boolean isInBundle(Certificate certificate) {
        return bundle.contains(certificate);
    }

    /** Whether the leaf comes with a certificate. */
    boolean isPresented(Certificate certificate) {
        return presented.contains(certificate);
    }

    /** Whether one certificate may sign another, and did. */
    boolean hasSigned(Certificate issuer, Certificate child) {
        return !issuer.equals(child) && maySign(issuer) && check(child, issuer).isFollowed();
    }

    /** Names and policies on paths. */
    Comparisons comparisons() {
        return comparisons;
    }

    /** Whether a certificate is of the bundle, and signed with its own key. */
    public boolean isRoot(Certificate certificate) {
        return bundle.contains(certificate)
                && certificate.isSelfIssued()
                && check(certificate, certificate).isFollowed();
    }

    /** The certificates whose subject is, byte by byte, the issuer's name; those with a matching key identifier first. */
    public List<Certificate> namedAsIssuer(Certificate child) {
        return issuers.computeIfAbsent(
                child,
                c -> bySubject.getOrDefault(ByteBuffer.wrap(c.issuer().der()), List.of()).stream()
                        .sorted(Comparator.comparingInt(candidate -> keyIdentifierMismatch(c, candidate)))
                        .toList());
    }

    /** The certificates whose subject is the issuer's name for people, but not byte by byte. */
    public List<Certificate> nearlyNamedAsIssuer(Certificate child) {
        return nearIssuers.computeIfAbsent(
                child,
                key -> certificates.stream()
                        .filter(c -> c.subject().equals(child.issuer())
                                && !c.subject().sameDer(child.issuer()))
                        .toList());
    }

    /** How a message says in what the subject of such a certificate differs from the issuer's name. */
    public static String spelling(Certificate child, Certificate near) {
        String subject = near.subject().toString();
        return "the subject of that CA"
                + (subject.equals(child.issuer().toString()) ? "" : ", \"" + subject + "\",") + " differs in "
                + child.issuer().differenceFrom(near.subject());
    }

    /** Checks the signature of a certificate with the key of another, be it itself. */
    public SignatureCheck check(Certificate child, Certificate issuer) {
        if (!Algorithms.accepts(child.signatureAlgorithm())) {
            return SignatureCheck.UNSUPPORTED_ALGORITHM;
        }
        Pair pair = new Pair(child, issuer);
        SignatureCheck known = checked.get(pair);
        if (known != null) {
            return known;
        }
        if (checks() == MOST_CHECKS) {
            limitReached = true;
            return SignatureCheck.LIMIT_REACHED;
        }
        SignatureCheck outcome = verify(child, issuer);
        checked.put(pair, outcome);
        return outcome;
    }

    /** The same for the words of a message alone: it has a limit of its own, so that no verdict depends on it. */
    SignatureCheck checkToExplain(Certificate child, Certificate issuer) {
        if (!Algorithms.accepts(child.signatureAlgorithm())) {
            return SignatureCheck.UNSUPPORTED_ALGORITHM;
        }
        Pair pair = new Pair(child, issuer);
        SignatureCheck known = checked.getOrDefault(pair, explained.get(pair));
        if (known != null) {
            return known;
        }
        if (explained.size() >= mostExplanations) {
            return SignatureCheck.LIMIT_REACHED;
        }
        SignatureCheck outcome = verify(child, issuer);
        explained.put(pair, outcome);
        return outcome;
    }

    /** Whether a certificate may have signed another, as far as a message may say: where nobody knows, it may. */
    public boolean mayHaveSigned(Certificate issuer, Certificate child) {
        return checkToExplain(child, issuer) != SignatureCheck.WRONG_KEY;
    }

    private static SignatureCheck verify(Certificate child, Certificate issuer) {
        if (KnownSignatures.verifies(child, issuer.publicKey())) {
            return SignatureCheck.VERIFIED;
        }
        return issuer.publicKey().algorithm() == KeyAlgorithm.UNKNOWN
                ? SignatureCheck.UNSUPPORTED_KEY
                : SignatureCheck.WRONG_KEY;
    }

    /** Whether a certificate may sign others: it is a CA and, where it has a key usage, may sign certificates. */
    public static boolean maySign(Certificate issuer) {
        return issuer.isCa() && hasUsageForSigning(issuer);
    }

    /** Go takes a key usage without any bit for none. */
    public static boolean hasUsageForSigning(Certificate issuer) {
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
