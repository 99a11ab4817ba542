package dev.namespacecerts.output;

import dev.namespacecerts.diff.Comparison;
import dev.namespacecerts.diff.LeafChange.Effect;
import dev.namespacecerts.diff.Phrase;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison in one line. */
final class DiffSummary {
    private DiffSummary() {}

    /** For example: 1 known client is locked out, 2 new errors. */
    static String of(Comparison comparison) {
        List<String> parts = new ArrayList<>();
        long lockedOut = comparison.count(Effect.LockedOut);
        if (lockedOut > 0) {
            parts.add(lockedOut + (lockedOut == 1 ? " known client is locked out" : " known clients are locked out"));
        }
        add(
                parts,
                comparison.count(Effect.Kept),
                "client",
                "keeps access for a limited time",
                "keep access for a limited time");
        add(parts, comparison.count(Effect.Undecided), "client", "cannot be decided", "cannot be decided");
        add(parts, comparison.opened(), "bundle", "accepts everyone", "accept everyone");
        add(parts, comparison.count(Effect.Gains), "client", "gains access", "gain access");
        for (Level level : Level.values()) {
            long number = comparison.count(level);
            if (number > 0) {
                parts.add(Summary.count(number, "new " + level.name().toLowerCase(Locale.ROOT)));
            }
        }
        if (parts.isEmpty()) {
            int changed = comparison.changed().size();
            parts.add(
                    changed == 0
                            ? "No change of access"
                            : Summary.count(changed, "changed bundle") + ", nothing worse");
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String noun, String one, String several) {
        if (number > 0) {
            parts.add(Summary.count(number, noun) + " " + (number == 1 ? one : several));
        }
    }

    /** Which versions are compared, and whether they could be read. */
    static Phrase versions(Comparison comparison, List<String> versions) {
        Phrase compared = Phrase.of("{} compared with {}.", versions.get(1), versions.get(0));
        return comparison.complete()
                ? compared
                : compared.and(Phrase.of(" Not everything could be read, so the comparison is not complete."));
    }

    /** Namespace and name. */
    static String name(ObjectName object) {
        return object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
    }
}
