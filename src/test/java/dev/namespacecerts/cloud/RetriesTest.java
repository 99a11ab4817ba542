package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.cloud.Session.Call;
import dev.namespacecerts.cloud.Session.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
    private static final Connection CONNECTION = new Connection(
            "payments/temporal-cloud", "saas-api.tmprl.cloud:443", "a2dd6", new ApiKey("key"), Optional.empty());

    private final Retries retries = new Retries(new Random(1));

    private static CloudException refusal(Kind kind) {
        return new CloudException(kind, "words");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theDelayGrowsUpToTenMinutes(Kind kind) {
        Failure failure = null;
        Instant now = NOW;
        Duration first = null;
        for (int i = 0; i < 30; i++) {
            failure = retries.next(failure, Call.UPDATE, refusal(kind), now);
            Duration wait = Duration.between(now, failure.retry());
            first = first == null ? wait : first;
            assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(12));
            now = failure.retry();
        }
        assertThat(Duration.between(NOW, now)).isGreaterThan(Duration.ofHours(1));
        assertThat(first).isLessThanOrEqualTo(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PERMISSION_DENIED", "NOT_FOUND"})
    void aNewNamespaceIsPendingForTwoMinutes(Kind kind) {
        Failure failure = retries.next(null, Call.READ, refusal(kind), NOW);
        Instant almost = NOW.plus(Retries.NEW).minusSeconds(1);
        assertThat(CloudConditions.of(failure, CONNECTION.name(), "accounting.a2dd6", almost)
                        .reason())
                .isEqualTo("Pending");
        assertThat(CloudConditions.of(failure, CONNECTION.name(), "accounting.a2dd6", NOW.plus(Retries.NEW))
                        .reason())
                .isEqualTo(kind == Kind.NOT_FOUND ? "NamespaceNotFound" : "Unauthorized");
    }

    @Test
    void anOperationIsStuckAfterFifteenMinutes() {
        Session.Running running = new Session.Running("id", CONNECTION, NOW, NOW);
        Instant end = NOW.plus(CloudConditions.STUCK);
        assertThat(CloudConditions.running(running, end.minusSeconds(1)).reason())
                .isEqualTo("InProgress");
        assertThat(CloudConditions.running(running, end).reason()).isEqualTo("OperationStuck");
        assertThat(CloudConditions.running(running, end).stalled()).isTrue();
    }
}
