package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import java.util.Optional;

/** The condition Claimed of a bundle, and why a claim keeps it from being ready. */
final class ClaimedCondition {
    private ClaimedCondition() {}

    static Optional<Obstacle> obstacle(NamespaceCertificateBundle bundle, Claim claim) {
        return claim.lost() ? Optional.of(new Obstacle(reason(claim), message(bundle, claim), true)) : Optional.empty();
    }

    static void set(Conditions conditions, NamespaceCertificateBundle bundle, Claim claim) {
        if (claim.won()) {
            conditions.set(
                    ConditionTypes.CLAIMED,
                    true,
                    "Claimed",
                    "This is the oldest bundle for Temporal Namespace \"" + claim.temporalNamespace() + "\".");
        } else {
            conditions.set(ConditionTypes.CLAIMED, false, reason(claim), message(bundle, claim));
        }
    }

    private static String reason(Claim claim) {
        return claim.allowed() ? "ClaimedByAnother" : "NotAllowed";
    }

    private static String message(NamespaceCertificateBundle bundle, Claim claim) {
        if (!claim.allowed()) {
            return "The operator's configuration does not allow bundles of Kubernetes namespace \""
                    + bundle.getMetadata().getNamespace() + "\" to claim Temporal Namespace \""
                    + claim.temporalNamespace()
                    + "\". Ask an administrator to add it to temporalNamespaces in the chart. Or delete this bundle and"
                    + " create one for a Temporal Namespace that is allowed.";
        }
        String winner = claim.winnerMayBeNamedTo(bundle)
                ? "NamespaceCertificateBundle \"" + claim.winner().getMetadata().getName() + "\""
                        + created(claim.winner()) + ". Delete one of the two bundles."
                : "an older bundle in another Kubernetes namespace. Delete this bundle, or ask an administrator to delete"
                        + " the older one.";
        return "Temporal Namespace \"" + claim.temporalNamespace() + "\" is already claimed by " + winner;
    }

    /** The creation time for a message; empty for an object that was never on an API server. */
    private static String created(NamespaceCertificateBundle bundle) {
        String time = bundle.getMetadata().getCreationTimestamp();
        return time == null ? "" : " (created " + time + ")";
    }
}
