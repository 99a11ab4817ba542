package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.sync.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes the next call for a bundle: about the operation in progress, about the Temporal Cloud Namespace, or to change that. */
final class NextCall {
    private static final Duration CONNECTION_RETRY = Duration.ofSeconds(30);

    private final Connections connections;
    private final NamespaceCalls calls;
    private final Operations operations;
    private final KeyExpiries keys;

    NextCall(Connections connections, NamespaceCalls calls, Operations operations, KeyExpiries keys) {
        this.connections = connections;
        this.calls = calls;
        this.operations = operations;
        this.keys = keys;
    }

    /**
     * Makes the next call, if one is due.
     *
     * @param change what to send
     * @param read whether to read the Temporal Cloud Namespace first
     */
    void make(Session session, NamespaceCertificateBundle bundle, Optional<Change> change, boolean read, Instant now) {
        boolean poll = session.running != null;
        if (session.calling || now.isBefore(session.from()) || (!poll && !read && change.isEmpty())) {
            return;
        }
        try {
            Connection connection = connections.of(bundle);
            session.hold = null;
            if (poll) {
                operations.poll(session, bundle, connection);
            } else if (read || !session.isFresh(now)) {
                boolean check =
                        session.there == null ? now.isAfter(session.nextRead) : !session.stale && change.isEmpty();
                calls.read(session, bundle, connection, check ? Priority.CHECK : Priority.CHANGE, interval(bundle));
            } else if (session.doubtful != null) {
                operations.clear(session, bundle, connection);
            } else {
                calls.update(session, bundle, connection, change.get());
            }
            keys.check(connection, bundle);
        } catch (ConnectionException e) {
            session.hold = e.hold();
            session.holdUntil = now.plus(CONNECTION_RETRY);
        }
    }

    /** Null for never. */
    private static Duration interval(NamespaceCertificateBundle bundle) {
        Duration interval = GoDuration.parse(bundle.getSpec().cloud().interval());
        return interval.isZero() ? null : interval;
    }
}
