package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.cloud.Session.Call;
import dev.namespacecerts.watch.Keys;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Stores the answers of calls in their {@link Session}. After each answer, the bundle is reconciled again. */
final class Answers {
    private final Withdrawal withdrawal;
    private final Retries retries;
    private final Clock clock;
    private final Consumer<String> again;

    /** Stores an answer. */
    interface Answer<T> {
        void take(T value, Instant now) throws CloudException;
    }

    /** @param again requests the reconciliation of a bundle by its key */
    Answers(Withdrawal withdrawal, Retries retries, Clock clock, Consumer<String> again) {
        this.withdrawal = withdrawal;
        this.retries = retries;
        this.clock = clock;
        this.again = again;
    }

    /** Stores the answer when it comes. Both consumers run under the lock of the session. */
    <T> void await(
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
                        withdrawal.abandon(session);
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

    /** The last call failed: the next one waits. */
    void fail(Session session, Call call, CloudException cause, Instant now) {
        session.failure = retries.next(session.failure, call, cause, now);
    }

    private static CloudException cause(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof CloudException known
                ? known
                : new CloudException(Kind.UNAVAILABLE, cause.getClass().getSimpleName());
    }
}
