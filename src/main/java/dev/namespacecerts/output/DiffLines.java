package dev.namespacecerts.output;

import dev.namespacecerts.diff.Admission;
import dev.namespacecerts.diff.BundleChange;
import dev.namespacecerts.diff.Ca;
import dev.namespacecerts.diff.CaChange;
import dev.namespacecerts.diff.FilterChange;
import dev.namespacecerts.diff.LeafChange;
import dev.namespacecerts.diff.LeafChange.Effect;
import dev.namespacecerts.diff.Phrase;
import dev.namespacecerts.diff.Room;
import dev.namespacecerts.diff.Verdict;
import dev.namespacecerts.output.DiffLine.Mark;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is said about a bundle, the worst first. */
final class DiffLines {
    private final BundleChange change;
    private final List<DiffLine> lines = new ArrayList<>();

    private DiffLines(BundleChange change) {
        this.change = change;
    }

    static List<DiffLine> of(BundleChange change) {
        return new DiffLines(change).all();
    }

    /** The verdict before and after. */
    static String verdict(BundleChange change) {
        String before = name(change.before());
        String after = name(change.after());
        if (change.before() == change.after()) {
            return after;
        }
        return switch (change.before()) {
            case Absent -> "added, " + after;
            default -> change.after() == Verdict.Absent ? "removed" : after + ", before: " + before;
        };
    }

    private static String name(Verdict verdict) {
        return switch (verdict) {
            case Absent -> "absent";
            case Unreadable -> "cannot be evaluated";
            case Invalid -> "not valid";
            case Valid -> "valid";
        };
    }

    private List<DiffLine> all() {
        change.leaves().stream()
                .filter(leaf -> leaf.effect().compareTo(Effect.Undecided) <= 0)
                .forEach(this::leaf);
        admission();
        verdict();
        temporalNamespace();
        change.leaves().stream()
                .filter(leaf -> leaf.effect().compareTo(Effect.Undecided) > 0)
                .forEach(this::leaf);
        change.authorities().forEach(this::authority);
        change.filters().forEach(this::filter);
        room();
        unknown();
        return lines;
    }

    private void add(Mark mark, String template, Object... values) {
        lines.add(new DiffLine(mark, Phrase.of(template, values)));
    }

    private void leaf(LeafChange leaf) {
        Mark mark = switch (leaf.effect()) {
            case LockedOut, Kept, Undecided -> Mark.ALERT;
            case Gains, Added -> Mark.ADDED;
            case Removed -> Mark.REMOVED;
        };
        Phrase who = leaf.subject().isEmpty()
                ? Phrase.of(leaf.kind() + " {}", leaf.name())
                : Phrase.of(leaf.kind() + " {} ({})", leaf.name(), leaf.subject());
        String what = leaf.effect() == Effect.Undecided
                ? ": its access cannot be decided, "
                : " " + leaf.effect().predicate() + ": ";
        lines.add(new DiffLine(mark, who.and(Phrase.of(what)).and(leaf.cause())));
    }

    private void admission() {
        Admission after = change.admissionAfter();
        if (after.equals(change.admissionBefore()) || after.kind() == Admission.Kind.NoBundle) {
            return;
        }
        boolean isNew = change.before() == Verdict.Absent;
        switch (after.kind()) {
            case Everyone ->
                add(
                        Mark.ALERT,
                        "Every certificate that its CAs issued is accepted, because no filter refers to it"
                                + (isNew ? "." : " any more."));
            case Nobody ->
                add(Mark.ALERT, "No certificate is accepted: filters are required or rejected, and none is valid.");
            default -> {
                if (change.admissionBefore().kind() == Admission.Kind.Everyone) {
                    add(Mark.CHANGED, "Only certificates that a filter matches are accepted. Before, all were.");
                }
            }
        }
    }

    private void verdict() {
        if (change.before() == Verdict.Valid && change.after() == Verdict.Invalid) {
            add(
                    Mark.ALERT,
                    "The bundle is not valid any more. The operator keeps publishing the last valid one, so the change"
                            + " has no effect until the bundle is valid again.");
        }
        if (change.after() == Verdict.Unreadable) {
            add(Mark.ALERT, "The bundle cannot be evaluated: see the findings.");
        }
    }

    private void temporalNamespace() {
        String before = change.namespaceBefore();
        String after = change.namespaceAfter();
        if (before.equals(after) || change.before() == Verdict.Absent || change.after() == Verdict.Absent) {
            return;
        }
        add(
                before.isEmpty() ? Mark.CHANGED : Mark.ALERT,
                "Temporal Namespace: {}, before: {}",
                after.isEmpty() ? "none" : after,
                before.isEmpty() ? "none" : before);
    }

    private void authority(CaChange authority) {
        switch (authority.kind()) {
            case Added -> ca(Mark.ADDED, "CA added: ", authority.after(), "");
            case Removed ->
                ca(
                        Mark.REMOVED,
                        "CA removed: ",
                        authority.before(),
                        authority.keptUntil() == null ? "" : ", published until no client needs it");
            case Renewed -> {
                Ca after = authority.after();
                add(
                        Mark.CHANGED,
                        "CA renewed with the same key: {} (SHA-256 {}), expires {}, before: {}",
                        after.subject(),
                        after.shortFingerprint(),
                        day(after.notAfter()),
                        day(authority.before().notAfter()));
            }
        }
    }

    private void ca(Mark mark, String what, Ca ca, String end) {
        add(mark, what + "{} (SHA-256 {}), expires {}" + end, ca.subject(), ca.shortFingerprint(), day(ca.notAfter()));
    }

    private static String day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private void filter(FilterChange filter) {
        Phrase who = Phrase.of("Filter {} " + filter.kind().name().toLowerCase(Locale.ROOT) + ": ", filter.name());
        Phrase fields = fields(filter.kind() == FilterChange.Kind.Removed ? filter.before() : filter.after());
        switch (filter.kind()) {
            case Added -> lines.add(new DiffLine(Mark.ADDED, who.and(fields)));
            case Removed -> lines.add(new DiffLine(Mark.REMOVED, who.and(fields)));
            default ->
                lines.add(new DiffLine(
                        Mark.CHANGED,
                        who.and(fields).and(Phrase.of(", before: ")).and(fields(filter.before()))));
        }
    }

    private static Phrase fields(Map<String, String> fields) {
        Phrase all = Phrase.of(fields.isEmpty() ? "no field" : "");
        String separator = "";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            all = all.and(Phrase.of(separator + field.getKey() + " {}", field.getValue()));
            separator = " and ";
        }
        return all;
    }

    private void room() {
        Room after = change.roomAfter();
        if (after == null) {
            return;
        }
        Room before = change.roomBefore() == null ? after : change.roomBefore();
        add(
                Mark.DETAIL,
                "Room left: "
                        + left("certificate", after.certificates(), before.certificates(), after.certificateLimit())
                        + ", " + left("byte", after.bytes(), before.bytes(), after.byteLimit()) + ", "
                        + left("filter", after.filters(), before.filters(), after.filterLimit()));
    }

    private static String left(String noun, int now, int before, int limit) {
        return Summary.count(Math.max(0, limit - now), noun) + " of " + limit
                + (now == before ? "" : " (before: " + Math.max(0, limit - before) + ")");
    }

    private void unknown() {
        if (!change.missing().isEmpty()) {
            add(
                    Mark.DETAIL,
                    "Not in the repository, so their CAs are not compared: {}",
                    String.join(", ", change.missing()));
        }
        if (!change.unknown().isEmpty()) {
            add(
                    Mark.DETAIL,
                    Summary.count(change.unknown().size(), "client")
                            + " not compared, because the Secret is not in the repository: {}",
                    String.join(", ", change.unknown()));
        }
    }
}
