package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.cloud.Session.Call;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Follows the operations that changes have started, until they end. */
final class Operations {
    private static final String OPERATIONS = "namespacecerts.cloud.operations";
    private static final List<String> OUTCOMES = List.of("fulfilled", "failed", "rejected", "refused");

    /** How long until an operation is asked for again, if the service does not say. */
    private static final Duration CHECK = Duration.ofSeconds(2);

    /** How long until an operation is asked for again, if that was not answered. */
    private static final Duration POLL_RETRY = Duration.ofSeconds(5);

    private static final Duration SHORTEST_CHECK = Duration.ofSeconds(1);
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(30);

    private final CloudCalls calls;
    private final Answers answers;
    private final Withdrawal withdrawal;
    private final Retries retries;
    private final MeterRegistry registry;

    Operations(CloudCalls calls, Answers answers, Withdrawal withdrawal, Retries retries, MeterRegistry registry) {
        this.calls = calls;
        this.answers = answers;
        this.withdrawal = withdrawal;
        this.retries = retries;
        this.registry = registry;
        // An alert does not see the first increment of a counter that did not exist.
        OUTCOMES.forEach(this::counter);
    }

    /** Follows an operation that began before a restart. */
    void resume(Session session, NamespaceCertificateBundle bundle, Connection connection, String id, Instant now) {
        calls.running(connection, Caller.of(bundle, Priority.CHANGE), id);
        session.running = new Session.Running(id, connection, now, now.plus(SHORTEST_CHECK));
    }

    /** Asks for the state of the operation in progress. */
    void poll(Session session, NamespaceCertificateBundle bundle, Connection connection) {
        Session.Running running = session.running;
        answers.await(
                session,
                bundle,
                calls.operation(connection, Caller.of(bundle, Priority.CHANGE), running.id()),
                (operation, now) -> follow(session, running.key(), operation, running.id(), running.since(), now),
                (cause, now) -> {
                    if (cause.kind() == Kind.UNAVAILABLE || cause.kind() == Kind.THROTTLED) {
                        session.running = new Session.Running(
                                running.id(), running.key(), running.since(), now.plus(retries.jittered(POLL_RETRY)));
                    } else {
                        end(session, running.key(), running.id()); // forgotten, or not allowed: what is there tells
                    }
                });
    }

    /** Asks whether an operation whose start was not confirmed has failed. Only then a further one is started. */
    void clear(Session session, NamespaceCertificateBundle bundle, Connection connection) {
        String id = session.doubtful;
        answers.await(
                session,
                bundle,
                calls.operation(connection, Caller.of(bundle, Priority.CHANGE), id),
                (operation, now) -> {
                    session.doubtful = null;
                    follow(session, connection, operation, id, now, now);
                },
                (cause, now) -> {
                    if (cause.kind() == Kind.NOT_FOUND) {
                        withdrawal.settled(session); // it never began
                    } else {
                        answers.fail(session, Call.READ, cause, now);
                    }
                });
    }

    /** Stores the state of an operation. */
    void follow(
            Session session, Connection connection, AsyncOperation operation, String id, Instant since, Instant now) {
        switch (operation.getState()) {
            case STATE_FULFILLED -> {
                count("fulfilled");
                session.made = session.sent;
                String digest = session.sent == null ? null : session.sent.digest();
                if (digest == null || !digest.equals(session.fulfilled)) {
                    session.failure = null;
                }
                session.fulfilled = digest;
                session.unseen = digest != null;
                end(session, connection, id);
            }
            case STATE_FAILED, STATE_REJECTED, STATE_CANCELLED -> {
                count(operation.getState() == AsyncOperation.State.STATE_FAILED ? "failed" : "rejected");
                end(session, connection, id);
                session.sent = null;
                session.failedOperations++;
                String words = CloudException.words(operation.getFailureReason(), connection);
                answers.fail(
                        session,
                        Call.UPDATE,
                        new CloudException(
                                Kind.REFUSED,
                                words.isEmpty() ? "the operation ended as " + operation.getState() : words),
                        now);
            }
            default -> session.running = new Session.Running(id, connection, since, now.plus(check(operation)));
        }
    }

    private void end(Session session, Connection connection, String id) {
        session.running = null;
        session.stale = true;
        calls.finished(connection, id);
    }

    private static Duration check(AsyncOperation operation) {
        long seconds = operation.getCheckDuration().getSeconds();
        Duration said = Duration.ofSeconds(
                Math.max(-1, Math.min(seconds, LONGEST_CHECK.toSeconds())),
                operation.getCheckDuration().getNanos());
        if (said.isZero()) {
            return CHECK;
        }
        return said.compareTo(SHORTEST_CHECK) < 0
                ? SHORTEST_CHECK
                : said.compareTo(LONGEST_CHECK) > 0 ? LONGEST_CHECK : said;
    }

    /** An operation was not started. */
    void refused(Session session, Connection connection, String id, CloudException cause) {
        session.sent = null;
        calls.finished(connection, id);
        count(cause.kind() == Kind.REFUSED ? "refused" : "failed");
    }

    private void count(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return Counter.builder(OPERATIONS)
                .description("Number of changes in Temporal Cloud, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }
}
