package dev.namespacecerts.cloud;

import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.sync.Hold;
import dev.namespacecerts.sync.SyncPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a Temporal Cloud Namespace is not in step, beyond what its comparison with the bundle shows. */
final class CloudConditions {
    /** After this time, an operation is reported as stuck. */
    static final Duration STUCK = Duration.ofMinutes(15);

    private CloudConditions() {}

    /**
     * Why the calls of a bundle are not in order; empty if they are.
     *
     * @param connection its name
     */
    static Optional<Hold> of(Session session, String connection, String temporalNamespace, Instant now) {
        if (session.hold != null) {
            return Optional.of(session.hold);
        }
        if (session.failure != null) {
            return Optional.of(of(session.failure, connection, temporalNamespace, now));
        }
        return Optional.ofNullable(session.running).map(operation -> running(operation, now));
    }

    /** Why a Temporal Cloud Namespace is neither read nor changed; empty if it is. */
    static Optional<Hold> closed(Feature feature, Claim claim) {
        if (feature == Feature.Disabled) {
            return Optional.of(new Hold(
                    "Disabled",
                    "This operator was installed without Temporal Cloud. Remove spec.cloud, or set cloud.enabled=true in the"
                            + " chart.",
                    true));
        }
        return claim.lost()
                ? Optional.of(new Hold(
                        claim.allowed() ? "ClaimedByAnother" : "NotAllowed",
                        "This bundle does not have the claim of Temporal Namespace \"" + claim.temporalNamespace()
                                + "\": see the condition Claimed. Temporal Cloud is neither read nor changed.",
                        true))
                : Optional.empty();
    }

    /** Why they are not in step, as far as a comparison shows; empty if they are. */
    static Optional<Hold> of(SyncPlan plan) {
        return plan.hold().or(() -> plan.change().map(CloudConditions::changing));
    }

    static Hold reading() {
        return new Hold("Pending", "The Temporal Cloud Namespace is being read.", false);
    }

    static Hold changing(Change change) {
        return new Hold("InProgress", "The Temporal Cloud Namespace is being changed: " + change + ".", false);
    }

    /** @param connection its name */
    static Hold of(Session.Failure failure, String connection, String temporalNamespace, Instant now) {
        Kind kind = failure.cause().kind();
        String words = "\"" + failure.cause().words() + "\"";
        String secret = "The API key of connection \"" + connection + "\"";
        if (Retries.isNew(kind, failure.since(), now)) {
            return new Hold(
                    "Pending",
                    "Temporal Cloud answers " + words
                            + ", as it does for a short time after a Namespace or an API key was created. The operator tries"
                            + " again.",
                    false);
        }
        return switch (kind) {
            case UNAUTHENTICATED ->
                new Hold(
                        "Unauthorized",
                        secret + " is not accepted: " + words
                                + ". It may have expired or been deleted. Create another one, and"
                                + " write it into the Secret.",
                        true);
            case PERMISSION_DENIED ->
                new Hold(
                        "Unauthorized",
                        secret + " has no permission for Temporal Namespace \"" + temporalNamespace + "\": " + words
                                + ". mode Observe needs the account role Read, mode Sync also the permission Admin on that"
                                + " Namespace. Correct the role of its service account.",
                        true);
            case NOT_FOUND ->
                new Hold(
                        "NamespaceNotFound",
                        "Temporal Cloud has no Namespace \"" + temporalNamespace + "\": " + words
                                + ". Create it, or delete this bundle. spec.temporalNamespace cannot be changed.",
                        true);
            case REFUSED, NOTHING_TO_CHANGE ->
                new Hold(
                        "Refused",
                        "Temporal Cloud refuses: " + words
                                + ". Correct the bundle or its filters. The operator tries again from time to time.",
                        true);
            case THROTTLED ->
                new Hold(
                        "Throttled",
                        "Temporal Cloud limits the rate of requests: " + words + ". They are slowed down.",
                        false);
            case UNAVAILABLE ->
                new Hold(
                        "Unavailable",
                        "Temporal Cloud does not answer: " + words
                                + ". The operator tries again. If it stays so, see whether a network policy or a proxy is in"
                                + " the way.",
                        false);
            case CONFLICT ->
                new Hold(
                        "Conflict",
                        "The Temporal Cloud Namespace was changed by somebody else at the same time: " + words
                                + ". The operator reads it again.",
                        false);
        };
    }

    static Hold running(Session.Running running, Instant now) {
        return now.isBefore(running.since().plus(STUCK))
                ? new Hold("InProgress", "Temporal Cloud is changing the Namespace.", false)
                : new Hold(
                        "OperationStuck",
                        "Operation " + running.id()
                                + " of Temporal Cloud has not ended for 15 minutes. See it in Temporal"
                                + " Cloud (tcld request get --request-id " + running.id()
                                + "), or ask Temporal's support.",
                        true);
    }

    /** @param until when the operator writes again */
    static Hold contested(Instant until) {
        return new Hold(
                "Contested",
                "Another writer undid the operator's change three times within an hour. The operator writes nothing until "
                        + until
                        + ", or until the bundle changes. Let one of them write: remove the CA certificates and filters from the"
                        + " other one. For Terraform, set lifecycle { ignore_changes = [accepted_client_ca,"
                        + " certificate_filters] } on the temporalcloud_namespace.",
                true);
    }
}
