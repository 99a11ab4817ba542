package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.cloud.Session.Call;
import dev.namespacecerts.sync.Change;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Reads and changes the Temporal Cloud Namespace of a bundle, with one call at a time. After a doubtful answer the Temporal Cloud
 * Namespace is read, before anything is sent again.
 */
final class NamespaceCalls {
    /** How long until a Namespace that is changing is read again. */
    private static final Duration CHANGING = Duration.ofSeconds(10);

    private final CloudCalls calls;
    private final Answers answers;
    private final Operations operations;
    private final Retries retries;

    NamespaceCalls(CloudCalls calls, Answers answers, Operations operations, Retries retries) {
        this.calls = calls;
        this.answers = answers;
        this.operations = operations;
        this.retries = retries;
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
        answers.await(
                session,
                bundle,
                calls.namespace(connection, Caller.of(bundle, priority), name),
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
                            ? now.plus(CHANGING)
                            : interval == null ? Instant.MAX : now.plus(retries.jittered(interval));
                    session.there
                            .operation()
                            .filter(id -> first && isInStatus(bundle, id))
                            .ifPresent(id -> operations.resume(session, bundle, connection, id, now));
                },
                (cause, now) -> answers.fail(session, Call.READ, cause, now));
    }

    /** Whether the status has an operation, which then began before a restart. Those of others have no place in the budget. */
    private static boolean isInStatus(NamespaceCertificateBundle bundle, String id) {
        CloudStatus status =
                bundle.getStatus() == null ? null : bundle.getStatus().cloud();
        return status != null
                && status.operation() != null
                && id.equals(status.operation().id());
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
        answers.await(
                session,
                bundle,
                calls.update(connection, Caller.of(bundle, Priority.CHANGE), request, session.turn),
                (operation, now) -> {
                    session.doubtful = null;
                    operations.follow(session, connection, operation, id, now, now);
                },
                (cause, now) -> {
                    if (cause.kind() != Kind.UNAVAILABLE && cause.kind() != Kind.CONFLICT) {
                        session.doubtful = null; // it was not accepted
                        operations.refused(session, connection, id, cause);
                    }
                    answers.fail(session, Call.UPDATE, cause, now);
                });
    }

    /** The service says that it made a change, and the Namespace is as before. It may be slow, or store something else. */
    void hadNoEffect(Session session, Instant now) {
        session.stale = true;
        answers.fail(
                session,
                Call.UPDATE,
                new CloudException(
                        Kind.REFUSED, "the operation was fulfilled, but the Namespace does not have what was sent"),
                now);
    }
}
