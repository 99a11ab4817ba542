package dev.namespacecerts.diff;

import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says by which filter or CA the access of a leaf changes. */
final class LeafCause {
    private final Optional<BundleOnSide> before;
    private final Optional<BundleOnSide> after;
    private final List<RetainedCa> kept;
    private final Access old;
    private final Access now;
    private final Access meanwhile;

    LeafCause(
            Optional<BundleOnSide> before,
            Optional<BundleOnSide> after,
            List<RetainedCa> kept,
            Access old,
            Access now,
            Access meanwhile) {
        this.before = before;
        this.after = after;
        this.kept = kept;
        this.old = old;
        this.now = now;
        this.meanwhile = meanwhile;
    }

    Phrase of(LeafChange.Effect effect) {
        return switch (effect) {
            case LockedOut -> loss();
            case Kept -> keeping();
            case Gains -> gain();
            case Added -> now.accepted() ? Phrase.of("accepted ").and(how()) : Phrase.of("not accepted: {!}", reason());
            case Removed -> Phrase.of(old.accepted() ? "it was accepted" : "it was not accepted");
            case Undecided -> undecided();
        };
    }

    private String reason() {
        return now.reason().orElse("");
    }

    private Phrase loss() {
        if (after.isEmpty()) {
            return Phrase.of("the bundle is removed");
        }
        Optional<Certificate> removed = removedAuthority();
        if (now.path().isEmpty() && removed.isPresent()) {
            return chain(removed.get());
        }
        if (now.filters().isEmpty()
                && !after.get().filters().open()
                && !now.path().isEmpty()) {
            return old.filters().isEmpty()
                    ? Phrase.of("no filter matches it; before, there was none, so every certificate was accepted")
                    : Phrase.of(
                            "no filter matches it; before, filter {} did",
                            old.filters().get(0));
        }
        return Phrase.of("{!}", reason());
    }

    /** The removed CA that its chain needed. */
    private Optional<Certificate> removedAuthority() {
        List<Certificate> remaining = after.orElseThrow().authorities();
        return before.orElseThrow().authorities().stream()
                .filter(ca -> old.path().contains(ca.fingerprint()))
                .filter(ca -> !remaining.contains(ca))
                .findFirst();
    }

    private static Phrase chain(Certificate removed) {
        return Phrase.of(
                "it chains only to the removed CA {} (SHA-256 {})",
                removed.subject(),
                Ca.of(removed).shortFingerprint());
    }

    private Phrase keeping() {
        Instant until = kept.stream()
                .filter(ca -> meanwhile.path().contains(ca.certificate().fingerprint()))
                .map(RetainedCa::deadline)
                .min(Instant::compareTo)
                .orElseThrow();
        Phrase end = Phrase.of(
                ". removalPolicy is WaitForClients: the operator keeps publishing the CA until the Secret has a leaf of"
                        + " another CA, at most for removalDeadline (until {} if applied now)",
                until);
        return removedAuthority()
                .map(LeafCause::chain)
                .orElseGet(() -> Phrase.of("{!}", reason()))
                .and(end);
    }

    private Phrase gain() {
        BundleOnSide side = after.orElseThrow();
        Optional<Certificate> added = side.authorities().stream()
                .filter(ca -> now.path().contains(ca.fingerprint()))
                .filter(ca -> before.isEmpty() || !before.get().authorities().contains(ca))
                .findFirst();
        if (old.path().isEmpty() && added.isPresent()) {
            return Phrase.of(
                            "it chains to the added CA {} (SHA-256 {}), and is accepted ",
                            added.get().subject(),
                            Ca.of(added.get()).shortFingerprint())
                    .and(how());
        }
        return Phrase.of("accepted ").and(how());
    }

    private Phrase how() {
        return now.filters().isEmpty()
                ? Phrase.of("because there is no filter")
                : Phrase.of("by filter {}", now.filters().get(0));
    }

    private Phrase undecided() {
        String was = switch (old.kind()) {
            case Accepted -> "it was accepted before";
            case Rejected -> "it was not accepted before";
            default -> "whether it was accepted before is not known";
        };
        return Phrase.of(was + "; {!}", reason());
    }
}
