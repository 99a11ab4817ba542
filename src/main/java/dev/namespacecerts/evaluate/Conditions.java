package dev.namespacecerts.evaluate;

import dev.namespacecerts.x509.DisplayText;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds the conditions of one reconciliation from the previous ones. As the Kubernetes API conventions require,
 * {@code lastTransitionTime} changes only with {@code status}.
 */
public final class Conditions {
    /** Message of Stalled if there is no problem. */
    static final String NO_ACTION = "No user action is needed.";

    /** Message of Stalled if there is a problem that does not require user action. */
    static final String MAY_RESOLVE = "Not stalled: may resolve without a change of the spec.";

    private static final int MESSAGE_LENGTH = 1024;
    private static final String UNREADABLE = "Unreadable";

    /** Reasons of conditions that are not met, without a problem. */
    private static final List<String> NO_PROBLEM = List.of("Suspended", "Issuing");

    private final List<Condition> previous;
    private final Long generation;
    private final Instant now;
    private final List<Condition> current = new ArrayList<>();

    /** @param previous the conditions in the status; null at the first reconciliation */
    public Conditions(List<Condition> previous, Long generation, Instant now) {
        this.previous = previous == null ? List.of() : previous;
        this.generation = generation;
        this.now = now;
    }

    /** Sets a condition to True or False. */
    public void set(String type, boolean status, String reason, String message) {
        set(type, status ? "True" : "False", reason, message);
    }

    /** Sets a condition; the message is cut to 1,024 characters. */
    public void set(String type, String status, String reason, String message) {
        Condition condition = new Condition();
        condition.setType(type);
        condition.setStatus(status);
        condition.setReason(reason);
        condition.setMessage(DisplayText.of(message, MESSAGE_LENGTH));
        condition.setObservedGeneration(generation);
        condition.setLastTransitionTime(find(previous, type)
                .filter(before -> Objects.equals(before.getStatus(), status))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()));
        current.add(condition);
    }

    /**
     * Sets the conditions of an object whose spec cannot be read, which requires user action.
     *
     * @param type condition that is False for this reason, in addition to Ready
     */
    public void setUnreadable(String type, String reason) {
        String message = unreadable(reason);
        set(type, false, UNREADABLE, message);
        set(ConditionTypes.READY, false, UNREADABLE, message);
        set(ConditionTypes.STALLED, true, UNREADABLE, message);
    }

    /** Message about an object whose spec cannot be read. */
    static String unreadable(String reason) {
        return "The spec cannot be read: " + reason
                + ". Correct the field, or install a version of the operator that supports it.";
    }

    /**
     * Sets Ready to Unknown, because the reconciliation failed. The rest of the status is that of the last successful
     * one.
     *
     * @param what failed, as part of a sentence
     */
    void setFailed(String what) {
        set(
                ConditionTypes.READY,
                "Unknown",
                "ReconcileFailed",
                "The last reconciliation failed: " + what + ". The operator retries; see its log. "
                        + (hadVerdict()
                                ? "The rest of this status is that of the last successful reconciliation."
                                : "The object has not been reconciled successfully yet."));
    }

    private boolean hadVerdict() {
        return find(previous, ConditionTypes.VALID).isPresent()
                || find(previous, ConditionTypes.ACCEPTED).isPresent();
    }

    /** Copies the previous conditions, except those of some types. */
    public void keepAllBut(List<String> types) {
        previous.stream().filter(c -> !types.contains(c.getType())).forEach(current::add);
    }

    /** The conditions, in the order in which they were set. */
    public List<Condition> list() {
        return List.copyOf(current);
    }

    /**
     * The conditions of some types that deserve an Event: those whose status or reason changed. At the first
     * reconciliation, these are the conditions with a problem, and Ready.
     */
    public List<Condition> news(String... types) {
        return changes().stream()
                .filter(now -> Arrays.asList(types).contains(now.getType()))
                .toList();
    }

    /** All conditions whose status or reason changed. */
    List<Condition> changes() {
        return current.stream().filter(this::isNews).toList();
    }

    private boolean isNews(Condition now) {
        return find(previous, now.getType())
                .map(before -> !Objects.equals(before.getStatus(), now.getStatus())
                        || !Objects.equals(before.getReason(), now.getReason()))
                .orElseGet(() -> !isGood(now) || now.getType().equals(ConditionTypes.READY));
    }

    /**
     * Whether a condition indicates no problem: False for Expiring and Stalled, anything for Rotating, and True for all others.
     * What a user asked for and what the operator is about to finish is no problem.
     */
    public static boolean isGood(Condition condition) {
        if (condition.getType().equals(ConditionTypes.ROTATING) || NO_PROBLEM.contains(condition.getReason())) {
            return true;
        }
        boolean abnormal =
                List.of(ConditionTypes.EXPIRING, ConditionTypes.STALLED).contains(condition.getType());
        return condition.getStatus().equals(abnormal ? "False" : "True");
    }

    /** The condition of a type; empty if conditions are null, because the object was never reconciled. */
    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return Stream.ofNullable(conditions)
                .flatMap(List::stream)
                .filter(c -> type.equals(c.getType()))
                .findFirst();
    }
}
