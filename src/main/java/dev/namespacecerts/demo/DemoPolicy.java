package dev.namespacecerts.demo;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.SignatureVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;

/** When demo certificates are issued anew: everything follows from the certificates, the request and the time. */
public final class DemoPolicy {
    /** How long roots that were replaced stay in the bundle when no leaf of them is left. */
    private static final Duration OVERLAP = Duration.ofDays(1);

    private final String bundle;
    private final DemoSpec spec;
    private final Set<String> known;
    private final Instant now;

    /**
     * @param bundle name of the bundle
     * @param known fingerprints of certificates that are known to be the operator's own
     */
    public DemoPolicy(String bundle, DemoSpec spec, Set<String> known, Instant now) {
        this.bundle = bundle;
        this.spec = spec;
        this.known = known;
        this.now = now;
    }

    /** Whether a root is what is asked for, and has enough of its life left to sign leaves. */
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

    /** Whether a root stands in the bundle's status, which is written when the bundle was published. */
    public boolean wasReported(Certificate root) {
        return known.contains(root.fingerprint());
    }

    /**
     * When a root is replaced: when less than twice the longest leaf duration is left, but not in the first third of its
     * life, or a root for leaves of half its duration would be replaced at once and for ever.
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
     * Which of the roots that were replaced are still needed: those of which a leaf is left, and for a day longer, until
     * clients have taken up the new ones. Only known ones are: a Secret that someone edited brings no root into the bundle.
     *
     * @param before the roots before the current one
     * @param leaves all demo leaves of the bundle
     */
    public List<Certificate> needed(List<Certificate> before, Certificate current, List<Certificate> leaves) {
        boolean overlap = now.isBefore(retirement(current, leaves));
        return before.stream()
                .filter(root -> known.contains(root.fingerprint()))
                .filter(root -> !now.isAfter(root.notAfter()))
                .filter(root -> overlap || leaves.stream().anyMatch(leaf -> signed(leaf, root)))
                .toList();
    }

    /** When roots before the current one can leave the bundle, if no leaf of them is left: a day after the last issue. */
    public Instant retirement(Certificate current, Collection<Certificate> leaves) {
        return Stream.concat(Stream.of(current), leaves.stream())
                .map(DemoPolicy::issued)
                .max(Instant::compareTo)
                .orElseThrow()
                .plus(OVERLAP);
    }

    /**
     * Whether a leaf is what is asked for, signed by a root of the bundle, and not due for renewal.
     *
     * @param roots the current one and those that are still needed
     * @param key what the key in its Secret is to it
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

    /** When a leaf is renewed: after two thirds of its life. */
    public static Instant renewal(Certificate leaf) {
        return issued(leaf).plus(life(leaf).multipliedBy(2).dividedBy(3));
    }

    /** The leaves that are asked for. */
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
                && (known.contains(leaf.fingerprint()) || SignatureVerifier.verifies(leaf, root.publicKey()));
    }

    private static boolean sameName(X500Name wanted, DistinguishedName found) {
        try {
            return Arrays.equals(wanted.getEncoded(), found.der());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
