package dev.namespacecerts.diff;

import dev.namespacecerts.diff.CaChange.Kind;
import dev.namespacecerts.lint.ObjectName;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares one bundle of both versions. */
final class BundleComparison {
    private final Optional<BundleOnSide> before;
    private final Optional<BundleOnSide> after;
    private final List<RetainedCa> kept;

    BundleComparison(Optional<BundleOnSide> before, Optional<BundleOnSide> after, Instant now) {
        this.before = before;
        this.after = after;
        this.kept = before.isPresent() && after.isPresent() ? KeptCas.of(before.get(), after.get(), now) : List.of();
    }

    /**
     * The change.
     *
     * @param verdictBefore if the old version has no bundle that can be evaluated
     * @param verdictAfter if the new version has none
     */
    BundleChange compare(
            ObjectName name, Verdict verdictBefore, Verdict verdictAfter, Side newSide, List<ClientSecret> files) {
        LeafComparison leaves = new LeafComparison(before, after, verdictAfter, kept, newSide);
        leaves.compare(name.namespace(), files);
        // What is not evaluated did not come or go.
        boolean comparable = (before.isPresent() || verdictBefore == Verdict.Absent)
                && (after.isPresent() || verdictAfter == Verdict.Absent);
        return new BundleChange(
                name,
                (after.isPresent() ? after : before).map(BundleOnSide::file).orElse(""),
                before.map(BundleOnSide::verdict).orElse(verdictBefore),
                after.map(BundleOnSide::verdict).orElse(verdictAfter),
                before.map(BundleOnSide::temporalNamespace).orElse(""),
                after.map(BundleOnSide::temporalNamespace).orElse(""),
                admission(before.isPresent() || comparable ? before : after),
                admission(after.isPresent() || comparable ? after : before),
                comparable ? authorities() : List.of(),
                comparable ? FilterComparison.of(before, after) : List.of(),
                leaves.changes(),
                leaves.unknown(),
                after.map(side -> List.copyOf(side.missing())).orElse(List.of()),
                before.map(BundleOnSide::room).orElse(null),
                after.map(BundleOnSide::room).orElse(null));
    }

    private static Admission admission(Optional<BundleOnSide> side) {
        return side.map(BundleOnSide::filters).map(Admission::of).orElse(Admission.NO_BUNDLE);
    }

    private List<CaChange> authorities() {
        List<Certificate> old = before.map(BundleOnSide::authorities).orElse(List.of());
        List<Certificate> renewed = after.map(BundleOnSide::authorities).orElse(List.of());
        List<Certificate> removed =
                old.stream().filter(ca -> !renewed.contains(ca)).toList();
        List<Certificate> added =
                new ArrayList<>(renewed.stream().filter(ca -> !old.contains(ca)).toList());
        List<CaChange> changes = new ArrayList<>();
        for (Certificate ca : removed) {
            Optional<Certificate> successor =
                    added.stream().filter(other -> isSameAuthority(ca, other)).findFirst();
            successor.ifPresent(added::remove);
            changes.add(
                    successor.isPresent()
                            ? new CaChange(Kind.Renewed, Ca.of(ca), Ca.of(successor.get()), null)
                            : new CaChange(Kind.Removed, Ca.of(ca), null, keptUntil(ca)));
        }
        added.forEach(ca -> changes.add(new CaChange(Kind.Added, null, Ca.of(ca), null)));
        return List.copyOf(changes);
    }

    private static boolean isSameAuthority(Certificate one, Certificate other) {
        return one.subject().sameDer(other.subject()) && one.publicKey().equals(other.publicKey());
    }

    private Instant keptUntil(Certificate ca) {
        return kept.stream()
                .filter(retained -> retained.certificate().equals(ca))
                .map(RetainedCa::deadline)
                .findFirst()
                .orElse(null);
    }
}
