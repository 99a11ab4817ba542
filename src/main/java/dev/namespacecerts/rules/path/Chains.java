package dev.namespacecerts.rules.path;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.KeyUsage;
import dev.namespacecerts.x509.KnownSignatures;
import dev.namespacecerts.x509.PathPolicies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who signed whom in a bundle, and what paths may cost. Signatures are checked when somebody asks, each pair once, and at
 * most 100 of them. A certificate may have at most 100 candidates for the CAs above it, which is where Go's crypto/x509
 * gives up ({@code maxChainSignatureChecks}). All paths together compare at most 250,000 names and policies; an ordinary
 * bundle needs some hundred.
 */
public final class Chains {
    private static final int MOST_CHECKS = 100;
    private static final int MOST_COMPARISONS = 250_000;
    private static final String TOO_MUCH = "there are more names and policies in the bundle than can be compared";

    private final List<Certificate> certificates;
    private final Set<Certificate> bundle;
    private final Set<Certificate> presented;
    private final Map<ByteBuffer, List<Certificate>> bySubject = new HashMap<>();
    private final Map<Certificate, List<Certificate>> issuers = new HashMap<>();
    private final Map<Pair, Boolean> checked = new HashMap<>();
    private final Map<Pair, Optional<String>> constrained = new HashMap<>();
    private final Map<DistinguishedName, Integer> numbers = new HashMap<>();
    private final Map<Certificate, Integer> subjects = new HashMap<>();
    private int checkedBefore;
    private boolean exhausted;
    private long comparisons;

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
        Chains together = new Chains(all, bundle, presentedOnce);
        together.checked.putAll(checked);
        together.checkedBefore = checked.size();
        return together;
    }

    /** Whether a limit was reached, so that what was said since then may be wrong. */
    public boolean exhausted() {
        return exhausted;
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
        exhausted |= tooMany;
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

    /** Whether the leaf comes with a certificate. */
    boolean isPresented(Certificate certificate) {
        return presented.contains(certificate);
    }

    /** Whether one certificate may sign another, and did. */
    boolean hasSigned(Certificate issuer, Certificate child) {
        return !issuer.equals(child) && maySign(issuer) && signed(child, issuer);
    }

    /** The first certificate of a path whose subject stands on it before, by the comparison of CA-12; null for none. */
    Certificate repeatedOn(List<Certificate> path) {
        Set<Integer> seen = new HashSet<>();
        return path.stream()
                .filter(certificate -> !seen.add(numberOfSubject(certificate)))
                .findFirst()
                .orElse(null);
    }

    /** Names that are equal have one number, so that long ones are not compared again and again. */
    private int numberOfSubject(Certificate certificate) {
        return subjects.computeIfAbsent(certificate, c -> numbers.computeIfAbsent(c.subject(), name -> numbers.size()));
    }

    /** Why the certificate policies of a path do not hold, or cannot be looked at any more. */
    Optional<String> policyRefusal(List<Certificate> path) {
        if (!compare(PathPolicies.cost(path))) {
            return Optional.of(TOO_MUCH);
        }
        return PathPolicies.valid(path)
                ? Optional.empty()
                : Optional.of("the certificate policies on the path to \""
                        + path.get(path.size() - 1).subject() + "\" do not satisfy its policy constraints");
    }

    /** Why a CA's name constraints do not allow the names of a certificate below it, or cannot be looked at any more. */
    Optional<String> constraintRefusal(Certificate ca, Certificate below) {
        if (ca.nameConstraints().isEmpty() || !below.subjectAlternativeNames().present()) {
            return Optional.empty();
        }
        Pair pair = new Pair(below, ca);
        Optional<String> known = constrained.get(pair);
        if (known == null) {
            known = compare(below.subjectAlternativeNames().cost())
                    ? ca.nameConstraints()
                            .get()
                            .refusal(below)
                            .map(why -> "the name constraints of \"" + ca.subject() + "\" are broken: " + why)
                    : Optional.of(TOO_MUCH);
            constrained.put(pair, known);
        }
        return known;
    }

    private boolean compare(long cost) {
        comparisons += cost;
        return comparisons <= MOST_COMPARISONS;
    }

    /** Whether a certificate is of the bundle, and signed with its own key. */
    public boolean isRoot(Certificate certificate) {
        return bundle.contains(certificate) && certificate.isSelfIssued() && signed(certificate, certificate);
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
        return certificates.stream()
                .filter(c -> c.subject().equals(child.issuer()) && !c.subject().sameDer(child.issuer()))
                .toList();
    }

    /**
     * Whether a certificate was signed with another's key. A signature of a kind that CA-5 or EE-4 rejects is taken for
     * good: those rules speak of it, and a search for a leaf's path makes an obstacle of it.
     */
    public boolean signed(Certificate child, Certificate issuer) {
        if (!Algorithms.accepts(child.signatureAlgorithm())) {
            return true;
        }
        Pair pair = new Pair(child, issuer);
        Boolean known = checked.get(pair);
        if (known != null) {
            return known;
        }
        if (checks() == MOST_CHECKS) {
            exhausted = true;
            return false;
        }
        boolean verifies = KnownSignatures.verifies(child, issuer.publicKey());
        checked.put(pair, verifies);
        return verifies;
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
