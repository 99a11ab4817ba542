package dev.namespacecerts.issue;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;

/** Thrown if a Secret to be written exists and was not created for the bundle. */
final class NotOwnedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String secret;

    NotOwnedException(String secret) {
        super("Secret " + secret + " is not owned by the bundle");
        this.secret = secret;
    }

    /** The violation of DEMO-1. */
    Violation violation() {
        return Violation.error(Rule.DEMO_1)
                .at("spec.demo")
                .found("Secret \"" + secret + "\", which is not owned by this bundle")
                .allowed("a Secret that does not exist yet, or that the operator created for this bundle")
                .because(
                        "Secret \"" + secret
                                + "\" exists and is not owned by this bundle. The operator does not change it.",
                        "Choose another name in spec.demo, or delete that Secret.");
    }
}
