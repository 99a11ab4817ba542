package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.CloudEvaluation;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.sync.Ownership;
import dev.namespacecerts.sync.Removal;
import dev.namespacecerts.watch.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Removes from Temporal Cloud what the operator added for a bundle that is being deleted. A deletion is never blocked for long:
 * where the connection cannot be used any more, everything stays as it is.
 */
final class Release {
    private static final Logger LOG = Logger.getLogger("namespacecerts");
    private static final Duration CHANGING = Duration.ofSeconds(10);

    /** After this time without success, the deletion goes on. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Connections connections;
    private final NamespaceCalls calls;
    private final Operations operations;
    private final Withdrawal withdrawal;

    Release(Connections connections, NamespaceCalls calls, Operations operations, Withdrawal withdrawal) {
        this.connections = connections;
        this.calls = calls;
        this.operations = operations;
        this.withdrawal = withdrawal;
    }

    /**
     * Takes the next step.
     *
     * @return when to take a further one; empty if the deletion may go on
     */
    Optional<Instant> step(Session session, BundleObjects objects, SyncRecord last, Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        if (session.intend("deleted")) {
            withdrawal.withdraw(session);
        }
        if (session.releaseUntil == null) {
            session.releaseUntil = now.plus(PATIENCE);
        }
        if (!CloudFinalizer.isWanted(bundle)
                || bundle.getSpec().reconciliation() == Reconciliation.Suspended
                || objects.claim().lost()
                || last.ours().equals(Ownership.NONE)) {
            return Optional.empty();
        }
        if (now.isAfter(session.releaseUntil)) {
            return kept(
                    bundle,
                    session.failure == null
                            ? "it takes too long"
                            : session.failure.cause().words());
        }
        if (session.failure != null && session.failure.cause().kind() == Kind.NOT_FOUND) {
            return Optional.empty();
        }
        Instant from = session.from();
        if (session.calling || now.isBefore(from)) {
            return Optional.of(session.calling ? session.releaseUntil.plusSeconds(1) : from);
        }
        try {
            return call(session, objects, last, connections.of(bundle), now);
        } catch (ConnectionException e) {
            return kept(bundle, e.getMessage());
        }
    }

    private Optional<Instant> call(
            Session session, BundleObjects objects, SyncRecord last, Connection connection, Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        if (session.running != null) {
            operations.poll(session, bundle, connection);
        } else if (session.stale || !session.isFresh(now)) {
            calls.read(session, bundle, connection, Priority.CHANGE, null);
        } else if (session.there.isChanging()) {
            session.message = null;
            return Optional.of(now.plus(CHANGING));
        } else {
            Change change = Removal.of(
                    session.there,
                    last.ours(),
                    CloudEvaluation.needed(objects, session.there, last, now),
                    bundle.getSpec().cloud().clearFilters() == CloudSpec.ClearFilters.Allow,
                    WellKnownAuthorities.bundled());
            if (change.isEmpty() || !session.there.isChangeable()) {
                return Optional.empty();
            }
            if (session.doubtful != null) {
                operations.clear(session, bundle, connection);
            } else {
                calls.update(session, bundle, connection, change);
            }
        }
        return Optional.of(session.releaseUntil.plusSeconds(1));
    }

    private static Optional<Instant> kept(NamespaceCertificateBundle bundle, String why) {
        LOG.warnf("%s is deleted, and stays in Temporal Cloud as it is: %s", Keys.of(bundle), why);
        return Optional.empty();
    }
}
