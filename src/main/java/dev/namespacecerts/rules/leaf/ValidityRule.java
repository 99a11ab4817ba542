package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Consumer;

/** EE-5: inside its validity period (RFC 5280 section 4.1.2.5); one that outlives a CA on its path is warned of. */
final class ValidityRule implements LeafRule {
    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        Instant begin = leaf.certificate().notBefore();
        Instant end = leaf.certificate().notAfter();
        if (leaf.now().isAfter(end)) {
            violations.accept(leaf.error(Rule.EE_5)
                    .found("valid until " + end)
                    .allowed("a validity that has not ended")
                    .because(leaf.name() + " expired at " + end + ".", "Renew it."));
        }
        if (end.isBefore(begin)) {
            violations.accept(leaf.error(Rule.EE_5)
                    .found("valid from " + begin + " until " + end)
                    .allowed("a validity that ends after it begins")
                    .because(
                            leaf.name() + " can never be valid: it begins at " + begin + " and ends before that.",
                            "Have it issued again."));
        } else if (leaf.now().isBefore(begin)) {
            violations.accept(leaf.error(Rule.EE_5)
                    .found("valid from " + begin)
                    .allowed("a validity that has begun")
                    .because(
                            leaf.name() + " is not valid before " + begin + ".",
                            "Wait until then, or issue it again."));
        }
        leaf.search().path().stream()
                .skip(1)
                .min(Comparator.comparing(Certificate::notAfter))
                .filter(ca -> ca.notAfter().isBefore(end))
                .ifPresent(ca -> violations.accept(leaf.warning(Rule.EE_5)
                        .found("valid until " + end)
                        .allowed("at most until " + ca.notAfter() + ", when its CA ends")
                        .because(
                                leaf.name() + " outlives \"" + ca.subject() + "\" on its path, which ends at "
                                        + ca.notAfter() + ": from then on it is refused.",
                                "Renew the CA before that, and issue the leaf for a shorter time.")));
    }
}
