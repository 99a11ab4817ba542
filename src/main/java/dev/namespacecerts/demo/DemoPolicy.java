package dev.namespacecerts.demo;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.KnownSignatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x500.X500Name;

/** Decides when demo certificates are reissued, from the certificates, the spec and the time. */
public final class DemoPolicy {
    /** How long a replaced root without leaves stays in the bundle. */
    private static final Duration OVERLAP = Duration.ofDays(1);

    private final String bundle;
    private final DemoSpec spec;
    private final ReportedDemo reported;
    private final Instant now;

    /**
     * @param bundle name of the bundle
     * @param reported the certificates that the operator is known to have issued
     */
    public DemoPolicy(String bundle, DemoSpec spec, ReportedDemo reported, Instant now) {
        this.bundle = bundle;
        this.spec = spec;
        this.reported = reported;
        this.now = now;
    }

    /** Whether a root meets the spec, and remains valid for long enough to issue leaves. */
    public boolean keeps(Certificate root) {
        OptionalInt generation = DemoIssuer.generation(root);
        return generation.isPresent()
                && sameName(DemoIssuer.rootName(bundle, spec.authority(), generation.getAsInt()), root.subject())
                && root.publicKey()
                        .name()
                        .equals(DemoKeys.nameOf(spec.authority().keyAlgorithm()))
                && life(root).equals(DemoIssuer.life(spec.authority().duration()))
                && now.isBefore(replacement(root));
    }

    /** Whether the current root was reported. */
    public boolean wasReported(Certificate root) {
        return reported.isCurrent(root);
    }

    /** The number of the root that was reported last; 0 if none was. */
    public int reportedGeneration() {
        return reported.generation();
    }

    /**
     * When servers start to accept leaves of the current root: publish.settle after its publication. Empty while the root was
     * not reported, or not published although the spec has publish.
     */
    public Optional<Instant> trusted(Certificate root) {
        return reported.isCurrent(root) ? reported.trusted() : Optional.empty();
    }

    /**
     * Whether a leaf of a previous root stays until servers have loaded the published new root. A leaf that expires earlier
     * is replaced at once. A Secret without a leaf does not wait either, because no client loses access.
     */
    public boolean isSettling(Certificate root, Certificate leaf) {
        return trusted(root)
                .filter(from -> now.isBefore(from) && from.isBefore(leaf.notAfter()))
                .isPresent();
    }

    /**
     * When a root is replaced: when less than twice the longest leaf duration remains, but not in the first third of its
     * lifetime. Otherwise a root for leaves of half its duration would be replaced again and again.
     */
    public Instant replacement(Certificate root) {
        Duration longest = leaves().stream()
                .map(leaf -> DemoIssuer.life(leaf.duration()))
                .max(Duration::compareTo)
                .orElse(life(root).dividedBy(3));
        Instant early = root.notAfter().minus(longest.multipliedBy(2));
        Instant third = issued(root).plus(life(root).dividedBy(3));
        return early.isAfter(third) ? early : third;
    }

    /**
     * The previous roots that are still needed: those with a leaf, and for a day longer, until clients have loaded the new
     * leaves. Only reported roots count, so that an edited Secret adds no root to the bundle.
     *
     * @param leaves all demo leaves of the bundle
     */
    public List<Certificate> needed(Collection<Certificate> roots, Collection<Certificate> leaves) {
        return roots.stream()
                .filter(reported::isRoot)
                .filter(root -> !now.isAfter(root.notAfter()))
                .filter(root -> unusedSince(root, leaves)
                        .map(since -> now.isBefore(retirement(since)))
                        .orElse(true))
                .toList();
    }

    /**
     * When the last leaf of a root was replaced; empty while a leaf is left. Taken from the status, because the leaves
     * themselves are renewed repeatedly under the next root.
     */
    public Optional<Instant> unusedSince(Certificate root, Collection<Certificate> leaves) {
        return leaves.stream().anyMatch(leaf -> signed(leaf, root))
                ? Optional.empty()
                : Optional.of(reported.unusedSince(root).orElse(now.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** When a replaced root is removed from the bundle. */
    public static Instant retirement(Instant unusedSince) {
        return unusedSince.plus(OVERLAP);
    }

    /**
     * Whether a leaf meets the spec, is issued by a root of the bundle, and is not due for renewal.
     *
     * @param roots the current one and those that are still needed
     * @param key the result of comparing it with the key in its Secret
     */
    public boolean keeps(Certificate leaf, DemoLeafSpec request, KeyMatch key, List<Certificate> roots) {
        DemoSubject subject = DemoSubject.of(spec.authority(), request);
        Optional<Certificate> issuer =
                roots.stream().filter(root -> signed(leaf, root)).findFirst();
        return key == KeyMatch.PKCS8
                && issuer.isPresent()
                && sameName(subject.name(), leaf.subject())
                && leaf.subjectAlternativeNames().texts().equals(subject.dnsNames())
                && leaf.publicKey().name().equals(DemoKeys.nameOf(subject.keyAlgorithm()))
                && leaf.notAfter().equals(DemoIssuer.end(request, issuer.get(), issued(leaf)))
                && now.isBefore(renewal(leaf));
    }

    /** Whether a leaf was issued by one of some roots, and has not expired. */
    public boolean isOneOf(Certificate leaf, List<Certificate> roots) {
        return now.isBefore(leaf.notAfter()) && roots.stream().anyMatch(root -> signed(leaf, root));
    }

    /** When a leaf is renewed: after two thirds of its lifetime. */
    public static Instant renewal(Certificate leaf) {
        return issued(leaf).plus(life(leaf).multipliedBy(2).dividedBy(3));
    }

    /** The leaves of the spec. */
    public List<DemoLeafSpec> leaves() {
        return spec.leaves() == null ? List.of() : spec.leaves();
    }

    public DemoAuthoritySpec authority() {
        return spec.authority();
    }

    private static Instant issued(Certificate certificate) {
        return certificate.notBefore().plus(DemoIssuer.SKEW);
    }

    private static Duration life(Certificate certificate) {
        return Duration.between(issued(certificate), certificate.notAfter());
    }

    private boolean signed(Certificate leaf, Certificate root) {
        return leaf.issuer().sameDer(root.subject())
                && (reported.isLeaf(leaf) || KnownSignatures.verifies(leaf, root.publicKey()));
    }

    private static boolean sameName(X500Name wanted, DistinguishedName found) {
        try {
            return Arrays.equals(wanted.getEncoded(), found.der());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
