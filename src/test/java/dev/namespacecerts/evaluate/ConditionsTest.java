package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");

    @Test
    void aFailureSaysWhetherThereIsAnEarlierVerdict() {
        Conditions first = new Conditions(null, 1L, NOW);
        first.set(ConditionTypes.ACCEPTED, true, "Accepted", "");
        assertThat(failed(null)).endsWith("The object has not been reconciled successfully yet.");
        assertThat(failed(first.list()))
                .endsWith("The rest of this status is that of the last successful reconciliation.");
    }

    private static String failed(List<Condition> previous) {
        Conditions conditions = new Conditions(previous, 1L, NOW);
        conditions.setFailed("no answer");
        return conditions.list().get(0).getMessage();
    }
}
