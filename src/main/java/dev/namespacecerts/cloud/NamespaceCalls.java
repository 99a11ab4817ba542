package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.cloud.Session.Call;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.watch.Keys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Makes the calls of a bundle, one at a time, and stores the answers in its {@link Session}. After each answer, the bundle is
 * reconciled again. After a doubtful answer the Temporal Cloud Namespace is read, before anything is sent again.
 */
final class Progress {
    private static final String OPERATIONS = "namespacecerts.cloud.operations";
    private static final List<String> OUTCOMES = List.of("fulfilled", "failed", "rejected", "refused");

    /** How long until an operation is asked for again, if the service does not say. */
    private static final Duration CHECK = Duration.ofSeconds(10);

    /** How long until an operation is asked for again, if that was not answered. */
    private static final Duration POLL_RETRY = Duration.ofSeconds(5);

    private static final Duration SHORTEST_CHECK = Duration.ofSeconds(1);
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(30);

    private final CloudCalls calls;
    private final Retries retries;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Consumer<String> again;

    /** @param again requests the reconciliation of a bundle by its key */
    Progress(CloudCalls calls, Retries retries, MeterRegistry registry, Clock clock, Consumer<String> again) {
        this.calls = calls;
        this.retries = retries;
        this.registry = registry;
        this.clock = clock;
        this.again = again;
        // An alert does not see the first increment of a counter that did not exist.
        OUTCOMES.forEach(this::counter);
    }

    /** @param interval until the next read without a reason; null for never */
    void read(
            Session session,
            NamespaceCertificateBundle bundle,
            Connection connection,
            Priority priority,
            Duration interval) {
        String name = bundle.getSpec().temporalNamespace();
        String intent = session.intent;
        await(
                session,
                bundle,
                calls.namespace(connection, caller(bundle, priority), name),
                (message, now) -> {
                    if (!message.getNamespace().equalsIgnoreCase(name)) {
                        throw new CloudException(Kind.REFUSED, "it answered about another Namespace");
                    }
                    boolean first = session.there == null;
                    session.there = CloudMessages.read(message, now);
                    session.message = message;
                    session.stale = !intent.equals(session.intent);
                    if (session.failure != null && session.failure.call() == Call.READ) {
                        session.failure = null;
                    }
                    session.nextRead = session.there.isChanging()
                            ? now.plus(CHECK)
                            : interval == null ? Instant.MAX : now.plus(retries.jittered(interval));
                    session.there
                            .operation()
                            .filter(id -> first && isInStatus(bundle, id))
                            .ifPresent(id -> continueOperation(session, bundle, connection, id, now));
                },
                (cause, now) -> fail(session, Call.READ, cause, now));
    }

    /** Whether the status has an operation, which then began before a restart. Those of others have no place in the budget. */
    private static boolean isInStatus(NamespaceCertificateBundle bundle, String id) {
        CloudStatus status =
                bundle.getStatus() == null ? null : bundle.getStatus().cloud();
        return status != null
                && status.operation() != null
                && id.equals(status.operation().id());
    }

    private void continueOperation(
            Session session, NamespaceCertificateBundle bundle, Connection connection, String id, Instant now) {
        calls.running(connection, caller(bundle, Priority.CHANGE), id);
        session.running = new Session.Running(id, connection, now, now.plus(SHORTEST_CHECK));
    }

    /** The bundle has no cloud any more: its operations have no place in the budget, wherever they are. */
    void abandon(Session session) {
        session.abandoned = true;
        withdraw(session);
        if (session.running != null) {
            calls.finished(session.running.key(), session.running.id());
        }
        if (session.doubtful != null) {
            calls.finished(session.doubtfulKey, session.doubtful);
        }
    }

    /** Withdraws a change that still waits for its turn. */
    void withdraw(Session session) {
        if (session.turn != null && session.turn.cancel(false)) {
            calls.withdrawn(session.doubtfulKey, session.doubtful);
            session.doubtful = null;
            session.sent = null;
            session.calling = false;
        }
        session.turn = null;
    }

    /** Sends a change of the Temporal Cloud Namespace that was just read. */
    void update(Session session, NamespaceCertificateBundle bundle, Connection connection, Change change) {
        Namespace message = session.message;
        String id = OperationIds.of(
                bundle.getMetadata().getUid(),
                bundle.getSpec().temporalNamespace(),
                message.getResourceVersion(),
                change.digest(),
                session.failedOperations);
        UpdateNamespaceRequest request = CloudMessages.update(message, change, id);
        session.message = null;
        session.stale = true; // whatever the answer, what is there must be read
        session.sent = change;
        session.doubtful = id;
        session.doubtfulKey = connection;
        session.turn = new CompletableFuture<>();
        await(
                session,
                bundle,
                calls.update(connection, caller(bundle, Priority.CHANGE), request, session.turn),
                (operation, now) -> {
                    session.doubtful = null;
                    follow(session, connection, operation, id, now, now);
                },
                (cause, now) -> {
                    if (cause.kind() != Kind.UNAVAILABLE && cause.kind() != Kind.CONFLICT) {
                        session.doubtful = null; // it was not accepted
                        session.sent = null;
                        calls.finished(connection, id);
                        count(cause.kind() == Kind.REFUSED ? "refused" : "failed");
                    }
                    fail(session, Call.UPDATE, cause, now);
                });
    }

    /** The service says that it made a change, and the Namespace is as before. It may be slow, or store something else. */
    void hadNoEffect(Session session, Instant now) {
        session.stale = true;
        fail(
                session,
                Call.UPDATE,
                new CloudException(
                        Kind.REFUSED, "the operation was fulfilled, but the Namespace does not have what was sent"),
                now);
    }

    /** Asks for the state of the operation in progress. */
    void poll(Session session, NamespaceCertificateBundle bundle, Connection connection) {
        Session.Running running = session.running;
        await(
                session,
                bundle,
                calls.operation(connection, caller(bundle, Priority.CHANGE), running.id()),
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
        await(
                session,
                bundle,
                calls.operation(connection, caller(bundle, Priority.CHANGE), id),
                (operation, now) -> {
                    session.doubtful = null;
                    follow(session, connection, operation, id, now, now);
                },
                (cause, now) -> {
                    if (cause.kind() == Kind.NOT_FOUND) {
                        settled(session); // it never began
                    } else {
                        fail(session, Call.READ, cause, now);
                    }
                });
    }

    /** The operation whose start was not confirmed is not in progress. */
    void settled(Session session) {
        calls.finished(session.doubtfulKey, session.doubtful);
        session.doubtful = null;
    }

    private void follow(
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
                fail(
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
            return CHECK.dividedBy(5);
        }
        return said.compareTo(SHORTEST_CHECK) < 0
                ? SHORTEST_CHECK
                : said.compareTo(LONGEST_CHECK) > 0 ? LONGEST_CHECK : said;
    }

    private interface Answer<T> {
        void take(T value, Instant now) throws CloudException;
    }

    private <T> void await(
            Session session,
            NamespaceCertificateBundle bundle,
            CompletableFuture<T> call,
            Answer<T> answer,
            Answer<CloudException> refusal) {
        session.calling = true;
        call.whenComplete((value, error) -> {
            synchronized (session) {
                session.calling = false;
                try {
                    take(session, value, error, answer, refusal);
                } finally {
                    if (session.abandoned) {
                        abandon(session);
                    }
                }
            }
            again.accept(Keys.of(bundle));
        });
    }

    private <T> void take(Session session, T value, Throwable error, Answer<T> answer, Answer<CloudException> refusal) {
        Instant now = clock.instant();
        try {
            if (error == null) {
                answer.take(value, now);
            } else {
                refusal.take(cause(error), now);
            }
        } catch (CloudException e) {
            fail(session, Call.READ, e, now);
        } catch (RuntimeException | StackOverflowError e) { // a hostile answer
            fail(
                    session,
                    Call.READ,
                    new CloudException(
                            Kind.REFUSED,
                            "its answer cannot be read (" + e.getClass().getSimpleName() + ")"),
                    now);
        }
    }

    private void fail(Session session, Call call, CloudException cause, Instant now) {
        session.failure = retries.next(session.failure, call, cause, now);
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

    private static Caller caller(NamespaceCertificateBundle bundle, Priority priority) {
        return new Caller(bundle.getMetadata().getNamespace(), priority);
    }

    private static CloudException cause(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof CloudException known
                ? known
                : new CloudException(Kind.UNAVAILABLE, cause.getClass().getSimpleName());
    }
}
