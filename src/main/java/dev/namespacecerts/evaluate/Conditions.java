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
 * Builds the conditions of one visit from those of the visit before, by the Kubernetes API conventions: {@code
 * lastTransitionTime} moves only when {@code status} changes.
 */
public final class Conditions {
    /** The message of Stalled where everything is as it should be. */
    static final String NO_ACTION = "No user action is needed.";

    /** The message of Stalled where something is wrong that need not stay so. */
    static final String MAY_RESOLVE = "Not stalled: may resolve without a change of the spec.";

    private static final int MESSAGE_LENGTH = 1024;
    private static final String UNREADABLE = "Unreadable";

    private final List<Condition> previous;
    private final Long generation;
    private final Instant now;
    private final List<Condition> current = new ArrayList<>();

    /** @param previous conditions as they stand in the status, or null at the first visit */
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
     * Says that the spec cannot be read, which requires user action.
     *
     * @param type what is False for that reason, besides Ready
     */
    public void setUnreadable(String type, String reason) {
        String message = unreadable(reason);
        set(type, false, UNREADABLE, message);
        set(ConditionTypes.READY, false, UNREADABLE, message);
        set(ConditionTypes.STALLED, true, UNREADABLE, message);
    }

    /** What is said of an object whose spec cannot be read. */
    static String unreadable(String reason) {
        return "The spec cannot be read: " + reason
                + ". Correct the field, or install a version of the operator that supports it.";
    }

    /**
     * Says that the reconciliation failed, after which the verdict is that of the last one.
     *
     * @param what failed, as a part of a sentence
     */
    void setFailed(String what) {
        set(
                ConditionTypes.READY,
                "Unknown",
                "ReconcileFailed",
                "The last reconciliation failed: " + what
                        + ". The operator retries; see its log. The rest of this status is that of the last successful"
                        + " reconciliation.");
    }

    /** Keeps the conditions of the visit before as they are, but for some types. */
    public void keepAllBut(List<String> types) {
        previous.stream().filter(c -> !types.contains(c.getType())).forEach(current::add);
    }

    /** What was set, in the order of setting. */
    public List<Condition> list() {
        return List.copyOf(current);
    }

    /**
     * Those of some types that are worth an Event: whose status or reason is not what it was at the visit before. What is
     * well at the first visit is no news, but that the object is ready.
     */
    public List<Condition> news(String... types) {
        return current.stream()
                .filter(now -> Arrays.asList(types).contains(now.getType()))
                .filter(this::isNews)
                .toList();
    }

    private boolean isNews(Condition now) {
        return find(previous, now.getType())
                .map(before -> !Objects.equals(before.getStatus(), now.getStatus())
                        || !Objects.equals(before.getReason(), now.getReason()))
                .orElseGet(() -> !isGood(now) || now.getType().equals(ConditionTypes.READY));
    }

    /** Expiring and Stalled are good when they are False, all others when they are True. */
    public static boolean isGood(Condition condition) {
        boolean abnormal =
                List.of(ConditionTypes.EXPIRING, ConditionTypes.STALLED).contains(condition.getType());
        return condition.getStatus().equals(abnormal ? "False" : "True");
    }

    /** The condition of a type; conditions are null where an object was not visited yet. */
    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return Stream.ofNullable(conditions)
                .flatMap(List::stream)
                .filter(c -> type.equals(c.getType()))
                .findFirst();
    }
}
