package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import java.util.function.Consumer;

/** EE-1: X.509 version 3 (RFC 5280 section 4.1.2.1). */
final class LeafVersionRule implements LeafRule {
    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        long version = leaf.certificate().version();
        if (version != 3) {
            violations.accept(leaf.error(Rule.EE_1)
                    .found("version " + version)
                    .allowed("version 3")
                    .because(
                            leaf.name() + " is X.509 version " + version + ", not 3.",
                            "Reissue it with extensions. OpenSSL 3 writes version 1 if -extfile or -copy_extensions is"
                                    + " missing."));
        }
    }
}
