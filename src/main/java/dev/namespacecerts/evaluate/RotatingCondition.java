package dev.namespacecerts.evaluate;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.RotationStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The condition Rotating: True while CAs that were removed from the spec are still published. */
final class RotatingCondition {
    private RotatingCondition() {}

    /** @param rotation the rotation part of the status; null if nothing was published */
    static void set(Conditions conditions, RotationStatus rotation) {
        if (rotation == null) {
            conditions.set(ConditionTypes.ROTATING, false, "NotPublished", "Nothing is published.");
            return;
        }
        List<RotationStatus.RetainedCertificate> retained = Objects.requireNonNullElse(rotation.retained(), List.of());
        if (retained.isEmpty()) {
            conditions.set(ConditionTypes.ROTATING, false, "Complete", "The published CAs are those of the spec.");
            return;
        }
        String removed = count(retained.size(), "CA") + " removed from the spec "
                + (retained.size() == 1 ? "is" : "are") + " still published";
        if (rotation.phase() == RotationStatus.Phase.WaitingForClients) {
            conditions.set(
                    ConditionTypes.ROTATING,
                    true,
                    "WaitingForClients",
                    removed + until(retained) + ", because clients need " + (retained.size() == 1 ? "it" : "them")
                            + ". status.rotation.retained names them.");
        } else if (rotation.phase() == RotationStatus.Phase.Settling) {
            conditions.set(
                    ConditionTypes.ROTATING,
                    true,
                    "Settling",
                    removed
                            + Optional.ofNullable(rotation.settlingUntil())
                                    .map(until -> " until " + until)
                                    .orElse("")
                            + ", so that servers load the change first.");
        } else {
            conditions.set(
                    ConditionTypes.ROTATING,
                    true,
                    "NotPublished",
                    removed + ", because the bundle cannot be published now: see Published.");
        }
    }

    /** The last deadline. */
    private static String until(List<RotationStatus.RetainedCertificate> retained) {
        return retained.stream()
                .map(RotationStatus.RetainedCertificate::deadline)
                .filter(Objects::nonNull)
                .max(String::compareTo)
                .map(last -> ", at most until " + last)
                .orElse("");
    }
}
