package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import java.util.function.Consumer;

/** EE-6: an extended key usage, if present, allows client authentication or any usage (RFC 5280 section 4.2.1.12). */
final class ExtendedKeyUsageRule implements LeafRule {
    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        leaf.certificate()
                .extendedKeyUsage()
                .filter(usage -> !usage.allowsClientAuth())
                .ifPresent(usage -> violations.accept(leaf.error(Rule.EE_6)
                        .found("extended key usage without clientAuth")
                        .allowed("extended key usage with clientAuth or any, or none")
                        .because(
                                leaf.name() + " is not for clients: its extended key usage lacks clientAuth.",
                                "Reissue it with extendedKeyUsage = clientAuth.")));
    }
}
