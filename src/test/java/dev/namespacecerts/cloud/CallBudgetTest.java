package dev.namespacecerts.cloud;

import static dev.namespacecerts.cloud.Caller.Priority.CHANGE;
import static dev.namespacecerts.cloud.Caller.Priority.CHECK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cloud.Caller.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallBudgetTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long now = -7; // System.nanoTime() may be negative
    private final CallBudget budget = new CallBudget(10, 4, () -> now);
    private final List<String> started = new ArrayList<>();

    @Test
    void startsTenCallsASecondWithoutABurst() {
        run(MINUTE); // idle
        add(2_000, "a", CHECK);
        run(Duration.ofSeconds(1));
        assertThat(started).hasSizeBetween(9, 11);
        run(Duration.ofSeconds(59));
        assertThat(started).hasSizeBetween(590, 601);
    }

    @Test
    void aLateTimerDoesNotLowerTheRateAndDoesNotCatchUpByABurst() {
        add(2_000, "a", CHECK);
        for (int second = 0; second < 10; second++) {
            pass(Duration.ofSeconds(1));
            startAll();
        }
        assertThat(started).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void aRefusalHalvesTheRateForAMinute() {
        add(2_000, "a", CHECK);
        budget.throttled();
        run(Duration.ofSeconds(58));
        assertThat(started).hasSizeBetween(285, 292);
        run(Duration.ofSeconds(4));
        started.clear();
        run(Duration.ofSeconds(10));
        assertThat(started).hasSizeBetween(99, 101);
    }

    @Test
    void refusalsOfCallsThatWereUnderWayTogetherHalveItOnce() {
        add(2_000, "a", CHECK);
        IntStream.range(0, 4).forEach(i -> budget.throttled());
        run(Duration.ofSeconds(50));
        assertThat(started).hasSizeBetween(245, 252);
    }

    @Test
    void furtherRefusalsHalveItFurtherButNotBelowOneASecond() {
        add(2_000, "a", CHECK);
        for (int i = 0; i < 40; i++) {
            budget.throttled();
            run(Duration.ofSeconds(1));
        }
        started.clear();
        budget.throttled();
        run(Duration.ofSeconds(30));
        assertThat(started).hasSizeBetween(29, 31);
    }

    @Test
    void aRateBelowOneASecondAfterHalvingIsNotRaised() {
        CallBudget slow = new CallBudget(1, 4, () -> now);
        slow.add(call("a", CHECK, Optional.empty()));
        slow.add(call("a", CHECK, Optional.empty()));
        slow.throttled();
        assertThat(slow.next()).isPresent();
        pass(Duration.ofMillis(999));
        assertThat(slow.next()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(slow.next()).isPresent();
    }

    @Test
    void kubernetesNamespacesTakeTurns() {
        add(1_000, "greedy", CHANGE);
        add(3, "a", CHANGE);
        add(3, "b", CHANGE);
        run(Duration.ofSeconds(1));
        assertThat(started.subList(0, 9)).containsExactly("greedy", "a", "b", "greedy", "a", "b", "greedy", "a", "b");
    }

    @Test
    void changesComeFirstAndChecksAreNotStarved() {
        add(1_000, "check", CHECK);
        add(1_000, "change", CHANGE);
        run(MINUTE);
        assertThat(started.get(0)).isEqualTo("change");
        assertThat(started.stream().filter("check"::equals).count())
                .isBetween(started.size() / 10L - 1, started.size() / 10L + 1);
    }

    @Test
    void fourOperationsAreInProgressAndReadsPassThem() {
        IntStream.range(0, 6)
                .forEach(i -> budget.add(call(i % 2 == 0 ? "a" : "b", CHANGE, Optional.of("operation-" + i))));
        add(2, "read", CHECK);
        run(Duration.ofSeconds(2));
        assertThat(started).containsExactlyInAnyOrder("a", "b", "a", "b", "read", "read");
        assertThat(budget.inFlight()).isEqualTo(4);
        budget.finished("operation-0");
        run(Duration.ofSeconds(1));
        assertThat(started).hasSize(7);
        budget.finished("unknown");
        run(Duration.ofSeconds(1));
        assertThat(started).hasSize(7);
    }

    @Test
    void anOperationOfBeforeARestartTakesAPlace() {
        IntStream.range(0, 4).forEach(i -> budget.running("before-" + i, "a"));
        budget.running("before-0", "a");
        budget.add(call("a", CHANGE, Optional.of("operation")));
        run(Duration.ofSeconds(1));
        assertThat(started).isEmpty();
        budget.finished("before-3");
        run(Duration.ofSeconds(1));
        assertThat(started).hasSize(1);
    }

    @Test
    void anOperationThatNobodyFinishesLosesItsPlaceAfterFifteenMinutes() {
        IntStream.range(0, 5).forEach(i -> budget.add(call("a", CHANGE, Optional.of("operation-" + i))));
        run(Duration.ofMinutes(14));
        assertThat(started).hasSize(4);
        run(Duration.ofMinutes(2));
        assertThat(started).hasSize(5);
    }

    @Test
    void theQueueIsBounded() {
        add(CallBudget.MOST_QUEUED, "a", CHECK);
        assertThat(budget.add(call("a", CHECK, Optional.empty()))).isFalse();
        startAll();
        assertThat(budget.add(call("a", CHECK, Optional.empty()))).isTrue();
    }

    @Test
    void isIdleAMinuteAfterTheLastCallAndOperation() {
        budget.add(call("a", CHANGE, Optional.of("operation")));
        assertThat(budget.isIdle()).isFalse();
        run(Duration.ofMinutes(2));
        assertThat(budget.isIdle()).isFalse();
        budget.finished("operation");
        assertThat(budget.isIdle()).isTrue();
    }

    @Test
    void asksToBeAskedAgainOnlyWhileACallWaits() {
        assertThat(budget.delay()).isEmpty();
        add(2, "a", CHECK);
        startAll();
        assertThat(budget.delay())
                .hasValueSatisfying(delay -> assertThat(delay).isBetween(Duration.ofMillis(1), Duration.ofMillis(100)));
        run(Duration.ofSeconds(1));
        assertThat(budget.delay()).isEmpty();
    }

    @Test
    void asksForNothingWhileAllPlacesAreTaken() {
        IntStream.range(0, 5).forEach(i -> budget.add(call("a", CHANGE, Optional.of("operation-" + i))));
        run(Duration.ofSeconds(5));
        assertThat(budget.delay())
                .hasValueSatisfying(
                        delay -> assertThat(delay).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15)));
        add(1, "a", CHECK);
        assertThat(budget.delay()).hasValue(Duration.ZERO);
        startAll();
        budget.finished("operation-0");
        assertThat(budget.delay())
                .hasValueSatisfying(delay -> assertThat(delay).isBetween(Duration.ofMillis(1), Duration.ofMillis(100)));
    }

    @Test
    void aKubernetesNamespaceLeavesAPlaceToOtherUsersOfTheKey() {
        add(1, "b", CHECK);
        IntStream.range(0, 5).forEach(i -> budget.add(call("a", CHANGE, Optional.of("operation-" + i))));
        run(Duration.ofSeconds(5));
        assertThat(started).containsExactlyInAnyOrder("b", "a", "a", "a");
        budget.add(call("b", CHANGE, Optional.of("operation of b")));
        run(Duration.ofSeconds(1));
        assertThat(started).containsExactlyInAnyOrder("b", "a", "a", "a", "b");
        budget.finished("operation of b");
        run(Duration.ofSeconds(1));
        assertThat(budget.inFlight()).isEqualTo(3);
        budget.finished("operation-0");
        run(Duration.ofSeconds(1));
        assertThat(budget.inFlight()).isEqualTo(3);
        assertThat(started).hasSize(6);
    }

    @Test
    void theOperationsOfBeforeARestartAreThoseOfTheirKubernetesNamespace() {
        add(1, "b", CHECK);
        IntStream.range(0, 3).forEach(i -> budget.running("before-" + i, "a"));
        budget.add(call("a", CHANGE, Optional.of("operation")));
        run(Duration.ofSeconds(1));
        assertThat(started).containsExactly("b");
    }

    @Test
    void aKubernetesNamespaceTakesTheLastPlaceWhenNobodyElseUsedTheKeyForFifteenMinutes() {
        add(1, "b", CHECK);
        run(Duration.ofMinutes(10));
        IntStream.range(0, 4).forEach(i -> budget.add(call("a", CHANGE, Optional.of("operation-" + i))));
        run(Duration.ofMinutes(4));
        assertThat(budget.inFlight()).isEqualTo(3);
        run(Duration.ofMinutes(2));
        assertThat(budget.inFlight()).isEqualTo(4);
    }

    @Test
    void aSinglePlaceIsTakenByTurns() {
        CallBudget one = new CallBudget(10, 1, () -> now);
        one.add(call("a", CHANGE, Optional.of("operation of a")));
        one.add(call("b", CHANGE, Optional.of("operation of b")));
        assertThat(one.next()).isPresent();
        pass(Duration.ofSeconds(1));
        assertThat(one.next()).isEmpty();
        one.finished("operation of a");
        assertThat(one.next()).isPresent();
    }

    private void add(int calls, String namespace, Priority priority) {
        for (int i = 0; i < calls; i++) {
            assertThat(budget.add(call(namespace, priority, Optional.empty()))).isTrue();
        }
    }

    private CallBudget.Call call(String namespace, Priority priority, Optional<String> operation) {
        return new CallBudget.Call(namespace, priority, operation, () -> started.add(namespace));
    }

    /** Lets time pass as a timer does that follows the delays. */
    private void run(Duration time) {
        long end = now + time.toNanos();
        startAll();
        while (now < end) {
            now = Math.min(end, now + budget.delay().map(Duration::toNanos).orElse(Long.MAX_VALUE / 4));
            startAll();
        }
    }

    private void startAll() {
        for (Optional<CallBudget.Call> next = budget.next(); next.isPresent(); next = budget.next()) {
            next.get().start().run();
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
