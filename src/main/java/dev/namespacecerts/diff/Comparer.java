package dev.namespacecerts.diff;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.JudgedBundle;
import dev.namespacecerts.lint.ObjectName;
import dev.namespacecerts.rules.leaf.ClientSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares two versions of manifests. */
public final class Comparer {
    private final Side before;
    private final Side after;
    private final boolean strict;
    private final Instant now;

    private Comparer(Side before, Side after, boolean strict, Instant now) {
        this.before = before;
        this.after = after;
        this.strict = strict;
        this.now = now;
    }

    /**
     * Compares two versions, both judged in the same way.
     *
     * @param clients leaves that are in neither version
     * @param strict whether an object that is not in the repository counts as one that does not exist
     */
    public static Comparison compare(Side before, Side after, List<ClientSecret> clients, boolean strict, Instant now) {
        return new Comparer(before, after, strict, now).compare(clients);
    }

    private Comparison compare(List<ClientSecret> clients) {
        List<Pairs.Pair<JudgedBundle>> pairs = Pairs.of(
                before.evaluation().bundles(),
                after.evaluation().bundles(),
                judged -> judged.held().name().toString(),
                judged -> before.origin(judged.held().document()),
                judged -> after.origin(judged.held().document()));
        List<BundleChange> bundles =
                pairs.stream().map(pair -> compare(pair, clients)).toList();
        List<Finding> appeared = new ArrayList<>(FindingComparison.without(after, before));
        List<Finding> disappeared = FindingComparison.without(before, after);
        int remaining = after.evaluation().result().findings().size() - appeared.size();
        appeared.addAll(0, new Refusals(before, after, strict).find(pairs));
        return new Comparison(
                bundles,
                List.copyOf(appeared),
                disappeared,
                remaining,
                before.evaluation().result().complete()
                        && after.evaluation().result().complete());
    }

    private BundleChange compare(Pairs.Pair<JudgedBundle> pair, List<ClientSecret> clients) {
        ObjectName name =
                (pair.after() == null ? pair.before() : pair.after()).held().name();
        return new BundleComparison(on(pair.before(), before), on(pair.after(), after), now)
                .compare(name, absent(name, before), absent(name, after), after, clients);
    }

    private Optional<BundleOnSide> on(JudgedBundle judged, Side side) {
        return Optional.ofNullable(judged).map(found -> new BundleOnSide(found, side, strict, now));
    }

    /** A bundle that is not among the judged ones may be there all the same. */
    private static Verdict absent(ObjectName name, Side side) {
        boolean isThere =
                side.evaluation().result().findings().stream().anyMatch(finding -> name.equals(finding.object()));
        return isThere ? Verdict.Unreadable : Verdict.Absent;
    }
}
