package dev.namespacecerts.cloud;

import dev.namespacecerts.evaluate.CloudEvaluation;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.sync.Hold;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What this process knows of one bundle's Temporal Cloud Namespace. Nothing of it must survive a restart. Its lock guards every
 * field, because answers arrive in other threads than reconciliations.
 */
final class Session {
    private static final Duration FRESH = Duration.ofSeconds(30);

    /** Uid of the bundle. */
    final String uid;

    /** Generation and digest of what the bundle says; null before the first reconciliation. */
    String intent;

    /** Whether the answer of a call is awaited. */
    boolean calling;

    /** The Temporal Cloud Namespace when it was last read; null before. */
    CloudNamespace there;

    /** The message of that read; null once it is not needed any more, because it is large. */
    Namespace message;

    /** Whether the last read came before a change of the bundle or of the Temporal Cloud Namespace. */
    boolean stale = true;

    /** When to read again without a reason. */
    Instant nextRead;

    /** The operation in progress, and its connection; null for none. */
    Running running;

    /** Identifier of an operation whose start was not confirmed; null for none. */
    String doubtful;

    /** The connection of that operation. */
    Connection doubtfulKey;

    /** Completes when that operation's request is sent; null for none. */
    CompletableFuture<Void> turn;

    /** The last change that was sent and not found there yet; null for none. */
    Change sent;

    /** Digest of the change whose operation was fulfilled last, until nothing is left to change; null for none. */
    String fulfilled;

    /** Whether that operation was fulfilled after the last read. */
    boolean unseen;

    /** Whether the bundle was deleted, or has no cloud any more. Answers that still arrive have no effect. */
    boolean abandoned;

    /** How many operations of the present wish are known to have failed. */
    int failedOperations;

    /** Why the last call failed; null if it did not. */
    Failure failure;

    /** Why the connection cannot be used; null if it can. */
    Hold hold;

    /** When to read the connection again. */
    Instant holdUntil = Instant.MIN;

    /** A change that was made and of which no Event tells yet; null for none. */
    Change made;

    /** Until when the deletion of the bundle waits; null while it is not deleted. */
    Instant releaseUntil;

    /** When others undid a change, under the present intent. */
    final List<Instant> undone = new ArrayList<>();

    /** Resource version at which it was last found that others undid a change. */
    String undoneVersion;

    /** The days left of the API key's validity for which an Event was recorded last. */
    int warnedDays = Integer.MAX_VALUE;

    /** When both were last found in step; null before. */
    Instant lastSuccess;

    /**
     * An operation in progress.
     *
     * @param key of the connection that started it
     * @param next when to ask for its state
     */
    record Running(String id, Connection key, Instant since, Instant next) {}

    /** What a failed call was for. A failed change is remembered until it succeeds, so that its delay grows. */
    enum Call {
        READ,
        UPDATE
    }

    /**
     * A failed call.
     *
     * @param since when calls began to fail in this way
     * @param retry when to try again
     */
    record Failure(Call call, CloudException cause, int times, Instant since, Instant retry) {}

    Session(String uid) {
        this.uid = uid;
    }

    /** A new intent: what failed before may succeed now. Returns whether it is new. */
    boolean intend(String wish) {
        boolean news = !wish.equals(intent);
        if (news) {
            intent = wish;
            stale = true;
            failure = null;
            hold = null;
            holdUntil = Instant.MIN;
            failedOperations = 0;
            fulfilled = null;
            undone.clear();
            undoneVersion = null;
        }
        return news;
    }

    /** Another key or address. */
    void connectionChanged() {
        failure = null;
        hold = null;
        holdUntil = Instant.MIN;
        stale = true;
    }

    /** From when on a call may be made. */
    Instant from() {
        Instant next = running != null ? running.next() : failure != null ? failure.retry() : Instant.MIN;
        return next.isAfter(holdUntil) ? next : holdUntil;
    }

    /** Whether a change may be made to the message that was read. */
    boolean isFresh(Instant now) {
        return message != null && now.isBefore(there.readAt().plus(FRESH));
    }

    /** Whether the last reading shows what is there, as far as this process knows. */
    boolean isCurrent() {
        return !stale && running == null;
    }

    /** Whether the change that was sent last may have been accepted. One that was refused before counts when it is. */
    boolean mayBeThere() {
        return sent != null && !(calling && failure != null && failure.call() == Call.UPDATE);
    }

    /** The record in the status with what happened since. */
    SyncRecord addTo(SyncRecord last) {
        SyncRecord record = mayBeThere() ? last.sending(sent) : last;
        for (Instant time : undone) {
            record = record.undone().contains(time) ? record : record.undoneAt(time);
        }
        return record;
    }

    /** The record of an evaluation; if it shows that others undid a change, with that. */
    SyncRecord noticeUndone(SyncRecord last, CloudEvaluation evaluation, String content, Instant now) {
        SyncRecord record = evaluation.record();
        boolean undo = last.agreed().equals(content)
                && evaluation
                        .plan()
                        .change()
                        .filter(change -> !isOwn(change, last))
                        .isPresent()
                && !there.resourceVersion().equals(undoneVersion);
        if (!undo) {
            return record;
        }
        undoneVersion = there.resourceVersion();
        undone.add(now);
        return record.undoneAt(now);
    }

    /** Whether a change only removes CAs that were waiting for clients. */
    private static boolean isOwn(Change change, SyncRecord last) {
        return change.add().isEmpty()
                && change.addFilters().isEmpty()
                && change.removeFilters().isEmpty()
                && last.removedAt().keySet().containsAll(change.remove());
    }

    /**
     * When to reconcile again, if no answer comes; empty while one is awaited.
     *
     * @param due whether a call is to be made as soon as it may be
     */
    Optional<Instant> wakeUp(boolean due, Instant now) {
        if (calling) {
            return Optional.empty();
        }
        Instant next = from();
        if (running == null && !due && nextRead.isAfter(next)) {
            next = nextRead;
        }
        return Optional.of(next.isAfter(now) ? next : now.plusMillis(100)).filter(time -> time.isBefore(Instant.MAX));
    }
}
