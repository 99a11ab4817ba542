package dev.namespacecerts.evaluate;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Result of evaluating an object.
 *
 * @param status the complete status
 * @param changes conditions that changed, for the log
 * @param news those of them that deserve an Event
 * @param notices further facts that deserve an Event
 */
public record Report<S>(S status, List<Condition> changes, List<Condition> news, List<Notice> notices) {

    /** @param events types of the conditions whose changes deserve an Event */
    static <S> Report<S> of(S status, Conditions conditions, String... events) {
        return new Report<>(status, conditions.changes(), conditions.news(events), List.of());
    }

    /** The same with further facts, which take the place of the Events of their conditions. */
    Report<S> with(List<Notice> facts) {
        List<Condition> others = news.stream()
                .filter(condition -> facts.stream()
                        .noneMatch(fact -> condition.getType().equals(fact.condition())
                                && Conditions.isGood(condition) != fact.warning()))
                .toList();
        return new Report<>(status, changes, others, facts);
    }
}
