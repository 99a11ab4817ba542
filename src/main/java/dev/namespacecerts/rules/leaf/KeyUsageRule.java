package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.KeyUsage;
import java.util.Set;
import java.util.function.Consumer;

/**
 * EE-3: the key usage has digitalSignature, with which a client proves that it has the key (RFC 5280 section 4.2.1.3).
 */
final class KeyUsageRule implements LeafRule {
    private static final String ALLOWED = "key usage with digitalSignature";
    private static final String REMEDY = "Reissue it with keyUsage = digitalSignature.";

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        if (leaf.isIssuer()) {
            return; // EE-2 reports it, and a CA without keyCertSign is of no use
        }
        Set<KeyUsage> usage = leaf.certificate().keyUsage().orElse(null);
        if (usage == null) {
            violations.accept(leaf.error(Rule.EE_3)
                    .found("no key usage")
                    .allowed(ALLOWED)
                    .because(
                            leaf.name() + " has no key usage extension. Leaves issued by \"tcld gen leaf\" have none.",
                            REMEDY));
        } else if (!usage.contains(KeyUsage.DIGITAL_SIGNATURE)) {
            violations.accept(leaf.error(Rule.EE_3)
                    .found("key usage without digitalSignature")
                    .allowed(ALLOWED)
                    .because(leaf.name() + " may not sign: its key usage lacks digitalSignature.", REMEDY));
        }
    }
}
