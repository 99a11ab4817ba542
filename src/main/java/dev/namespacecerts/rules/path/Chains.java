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
 * Which certificates of a bundle signed which, within limits. Signatures are checked on demand, each pair once, at most
 * 100. A certificate may have at most 100 candidates for the CAs above it. At that number, Go's crypto/x509 stops
 * ({@code maxChainSignatureChecks}).
 */
public final class Chains {
    /** Maximum number of signature checks, and separately of those that serve only messages. */
    public static final int MOST_CHECKS = 100;

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

    /** @param certificates the distinct certificates of a bundle */
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
     * The certificates of this bundle and of a client, as a server sees them in a handshake. Known results of checks
     * are reused; new checks have separate limits.
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

    /** The same certificates with separate limits. Known results of checks are reused. */
    public Chains limitedAnew() {
        return limitedAnew(certificates, presented);
    }

    private Chains limitedAnew(List<Certificate> all, Set<Certificate> presentedOnce) {
        Chains anew = new Chains(all, bundle, presentedOnce);
        anew.checked.putAll(checked);
        anew.checkedBefore = checked.size();
        return anew;
    }

    /** Whether a limit was reached, so that a check or a search is incomplete. Then no verdict may be valid. */
    public boolean limitReached() {
        return limitReached;
    }

    /** Limits the signature checks that serve only messages: to the given number, and to 100. */
    public void explainAtMost(int most) {
        mostExplanations = Math.min(most, MOST_CHECKS);
    }

    /** Number of signature checks that served only messages. */
    public int explanations() {
        return explained.size();
    }

    /** Number of signature checks, without the reused results. */
    public int checks() {
        return checked.size() - checkedBefore;
    }

    /**
     * Whether a certificate has too many candidates for the CAs above it. Candidates are first counted by name, which
     * yields at least Go's count. Only if that is too high, signatures are checked, whose number is limited.
     */
    boolean hasTooManyCandidates(Certificate certificate) {
        boolean tooMany = new CandidateCount(this, false).isTooHighFor(certificate)
                && new CandidateCount(this, true).isTooHighFor(certificate);
        limitReached |= tooMany;
        return tooMany;
    }

    /** The certificates of the bundle whose subject is byte by byte the issuer of a certificate. */
    List<Certificate> inBundleAsIssuer(Certificate child) {
        return namedAsIssuer(child).stream().filter(bundle::contains).toList();
    }

    /**
     * The presented certificates, including those of the bundle, whose subject is byte by byte the issuer of a
     * certificate.
     */
    List<Certificate> presentedAsIssuer(Certificate child) {
        return presented.stream()
                .filter(candidate -> candidate.subject().sameDer(child.issuer()))
                .toList();
    }

    /** Whether the bundle contains a certificate. */
    boolean isInBundle(Certificate certificate) {
        return bundle.contains(certificate);
    }

    /** Whether the client presents a certificate. */
    boolean isPresented(Certificate certificate) {
        return presented.contains(certificate);
    }

    /** Whether a certificate may sign others and signed the given one. */
    boolean hasSigned(Certificate issuer, Certificate child) {
        return !issuer.equals(child) && maySign(issuer) && check(child, issuer).isFollowed();
    }

    /** Comparisons of names and policies, with a shared limit. */
    Comparisons comparisons() {
        return comparisons;
    }

    /** Whether a certificate is a root of the bundle: self-issued, and signed with its own key. */
    public boolean isRoot(Certificate certificate) {
        return bundle.contains(certificate)
                && certificate.isSelfIssued()
                && check(certificate, certificate).isFollowed();
    }

    /**
     * The certificates whose subject is byte by byte the issuer of a certificate. Those with a matching key identifier
     * come first.
     */
    public List<Certificate> namedAsIssuer(Certificate child) {
        return issuers.computeIfAbsent(
                child,
                c -> bySubject.getOrDefault(ByteBuffer.wrap(c.issuer().der()), List.of()).stream()
                        .sorted(Comparator.comparingInt(candidate -> keyIdentifierMismatch(c, candidate)))
                        .toList());
    }

    /**
     * The certificates whose subject equals the issuer of a certificate by RFC 5280 section 7.1, but not byte by byte.
     */
    public List<Certificate> nearlyNamedAsIssuer(Certificate child) {
        return nearIssuers.computeIfAbsent(
                child,
                key -> certificates.stream()
                        .filter(c -> c.subject().equals(child.issuer())
                                && !c.subject().sameDer(child.issuer()))
                        .toList());
    }

    /** How the subject of such a certificate differs from the issuer's name, for a message. */
    public static String spelling(Certificate child, Certificate near) {
        String subject = near.subject().toString();
        return "the subject of that CA"
                + (subject.equals(child.issuer().toString()) ? "" : ", \"" + subject + "\",") + " differs in "
                + child.issuer().differenceFrom(near.subject());
    }

    /** Checks the signature of a certificate with the key of another one, or with its own. */
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

    /** Checks a signature for a message only. The separate limit ensures that no verdict depends on it. */
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

    /** Whether a certificate may have signed another, for a message. Also true if that is unknown. */
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

    /** Whether a certificate may sign others: it is a CA, and its key usage, if present, has keyCertSign. */
    public static boolean maySign(Certificate issuer) {
        return issuer.isCa() && hasUsageForSigning(issuer);
    }

    /** Whether the key usage allows signing certificates. Like Go, treats a key usage without any bit as absent. */
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
