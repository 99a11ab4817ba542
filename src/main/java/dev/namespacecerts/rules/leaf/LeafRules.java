package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Violation;
import java.util.List;
import java.util.function.Consumer;

/** The list of all rules for a readable leaf. A new rule is added here. */
final class LeafRules {
    private static final List<LeafRule> ALL = List.of(
            new LeafVersionRule(),
            new LeafBasicConstraintsRule(),
            new KeyUsageRule(),
            new LeafAlgorithmRule(),
            new LeafValidityRule(),
            new ExtendedKeyUsageRule(),
            new ChainRule(),
            new BlocksRule(),
            new FilterRule(),
            new PrivateKeyRule(),
            new LeafKeySizeRule());

    private LeafRules() {}

    static void judge(Leaf leaf, Consumer<Violation> violations) {
        ALL.forEach(rule -> rule.judge(leaf, violations));
    }
}
