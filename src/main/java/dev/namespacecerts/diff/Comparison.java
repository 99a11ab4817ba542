package dev.namespacecerts.diff;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import java.util.List;

/**
 * What a change of manifests does to access.
 *
 * @param bundles all bundles of both versions, also unchanged ones, in the order of their names
 * @param appeared the findings that only the new version has
 * @param disappeared the findings that only the old version has
 * @param remaining number of findings that both versions have
 * @param complete whether both versions could be read
 */
public record Comparison(
        List<BundleChange> bundles,
        List<Finding> appeared,
        List<Finding> disappeared,
        int remaining,
        boolean complete) {

    /** The bundles that are different. */
    public List<BundleChange> changed() {
        return bundles.stream().filter(BundleChange::isChanged).toList();
    }

    /** Number of known leaves with an effect; a leaf counts once for each bundle. */
    public long count(LeafChange.Effect effect) {
        return bundles.stream()
                .flatMap(bundle -> bundle.leaves().stream())
                .filter(leaf -> leaf.effect() == effect)
                .count();
    }

    /** Number of bundles whose filters decided who is accepted, and that now accept everyone. */
    public long opened() {
        return bundles.stream().filter(BundleChange::isOpened).count();
    }

    /** Number of what weighs like a finding of a level: new findings, and as Warnings bundles that accept everyone. */
    public long weight(Level level) {
        return count(level) + (level == Level.Warning ? opened() : 0);
    }

    /** Number of new findings of a level. */
    public long count(Level level) {
        return appeared.stream().filter(finding -> finding.level() == level).count();
    }
}
