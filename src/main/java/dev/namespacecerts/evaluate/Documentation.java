package dev.namespacecerts.evaluate;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the conditions of an object are explained that is not as it should be. */
final class Documentation {
    private static final String PAGE =
            "https://github.com/namespacecerts/namespace-certificate-operator/blob/main/docs/troubleshooting.md#";

    /** Reasons of Ready that only refer to another condition. */
    private static final Map<String, String> REFERENCES = Map.of(
            "NotPublished", ConditionTypes.PUBLISHED,
            "NotIssued", ConditionTypes.DEMO_ISSUED,
            "NotSynchronized", ConditionTypes.SYNCHRONIZED);

    private Documentation() {}

    /** Address of the section about the condition that tells most; null if there is nothing to do. */
    static String of(List<Condition> conditions) {
        return section(conditions)
                .map(type -> PAGE + type.toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    private static Optional<String> section(List<Condition> conditions) {
        Optional<String> unready = bad(conditions, ConditionTypes.READY)
                .map(ready ->
                        Conditions.find(conditions, ConditionTypes.ACCEPTED).isPresent()
                                ? ConditionTypes.ACCEPTED
                                : REFERENCES.getOrDefault(ready.getReason(), ConditionTypes.READY));
        return unready.or(
                () -> Stream.of(ConditionTypes.CLIENTS_ACCEPTED, ConditionTypes.SYNCHRONIZED, ConditionTypes.EXPIRING)
                        .filter(type -> bad(conditions, type).isPresent())
                        .findFirst());
    }

    private static Optional<Condition> bad(List<Condition> conditions, String type) {
        return Conditions.find(conditions, type).filter(condition -> !Conditions.isGood(condition));
    }
}
