package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** EE-5: the leaf is valid now (RFC 5280 section 4.1.2.5). A Warning if all its paths expire before it. */
final class LeafValidityRule implements LeafRule {
    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        Instant begin = leaf.certificate().notBefore();
        Instant end = leaf.certificate().notAfter();
        if (leaf.now().isAfter(end)) {
            violations.accept(leaf.error(Rule.EE_5)
                    .found("valid until " + end)
                    .allowed("a certificate that has not expired")
                    .because(leaf.name() + " expired at " + end + ".", "Reissue it."));
        }
        if (end.isBefore(begin)) {
            violations.accept(leaf.error(Rule.EE_5)
                    .found("valid from " + begin + " until " + end)
                    .allowed("a notBefore that is before notAfter")
                    .because(
                            leaf.name() + " can never be valid: notBefore " + begin + " is after notAfter " + end + ".",
                            "Reissue it."));
        } else if (leaf.now().isBefore(begin)) {
            violations.accept(leaf.error(Rule.EE_5)
                    .found("valid from " + begin)
                    .allowed("a certificate that is already valid")
                    .because(
                            leaf.name() + " is not yet valid (notBefore " + begin + ").",
                            "Wait until then, or reissue it with an earlier notBefore."));
        }
        outlives(leaf, violations);
    }

    private static void outlives(Leaf leaf, Consumer<Violation> violations) {
        Instant end = leaf.certificate().notAfter();
        List<Certificate> path = leaf.paths().first().path();
        if (path.isEmpty()
                || !new LeafPath(path).end().isBefore(end)
                || leaf.paths().all().isEmpty()) {
            return;
        }
        Instant last = leaf.paths().end();
        if (last.isBefore(end)) {
            Certificate ca = leaf.paths().expiringAt(last);
            violations.accept(leaf.warning(Rule.EE_5)
                    .found("valid until " + end)
                    .allowed("at most until " + last + ", when its CA expires")
                    .because(
                            leaf.name() + " outlives its CA: \"" + ca.subject() + "\" expires at " + last
                                    + ", and no other valid chain to a root of the bundle is left then. After that Temporal"
                                    + " Cloud rejects it.",
                            "Before that, renew the CA, add the renewed CA beside it where it is (in the bundle or in"
                                    + " tls.crt), and reissue the leaf if the key of the CA changed."));
        }
    }
}
