package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import java.util.function.Consumer;

/** EE-2: basic constraints have {@code CA: false}, also by default in an empty sequence (RFC 5280 section 4.2.1.9). */
final class LeafBasicConstraintsRule implements LeafRule {
    private static final String ALLOWED = "basic constraints with CA: false";

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        if (leaf.certificate().basicConstraints().isEmpty()) {
            violations.accept(leaf.error(Rule.EE_2)
                    .found("no basic constraints")
                    .allowed(ALLOWED)
                    .because(
                            leaf.name()
                                    + " has no basic constraints extension, so it is not marked as an end-entity certificate.",
                            "Reissue it with basicConstraints = CA:FALSE."));
        } else if (leaf.certificate().isCa()) {
            violations.accept(leaf.error(Rule.EE_2)
                    .found("CA: true")
                    .allowed(ALLOWED)
                    .because(
                            leaf.name()
                                    + " is a CA certificate. A client must not present a CA certificate as its own."
                                    + (holdsKeyOfCa(leaf) ? " The Secret holds the private key of this CA." : ""),
                            remedy(leaf)));
        }
    }

    private static boolean holdsKeyOfCa(Leaf leaf) {
        return leaf.isIssuer() && leaf.key().isOfCertificate();
    }

    private static String remedy(Leaf leaf) {
        if (!leaf.isIssuer()) {
            return "Reissue it with basicConstraints = CA:FALSE. If it really is a CA, issue a leaf from it and put the"
                    + " leaf into the Secret.";
        }
        return holdsKeyOfCa(leaf)
                ? "Issue a leaf from that CA, put it with its own key into the Secret, and remove the CA's private key."
                : "Issue a leaf from that CA and put it into the Secret.";
    }
}
