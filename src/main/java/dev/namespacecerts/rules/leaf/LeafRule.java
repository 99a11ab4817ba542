package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Violation;
import java.util.function.Consumer;

/** A rule for leaf certificates. */
interface LeafRule {
    void judge(Leaf leaf, Consumer<Violation> violations);
}
