package dev.namespacecerts.issue;

import dev.namespacecerts.x509.Certificate;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The Secrets of leaves that one reconciliation writes. A few are being written while it generates the next keys, so that it does
 * not wait for the API server. The results are those of one write after another: they are recorded in the order of the spec, and
 * {@link #close} waits for all writes, unless the operator is being stopped, so that none is under way when the bundle is
 * reconciled again.
 */
final class LeafWrites implements AutoCloseable {
    /** With more, only a slow API server would be faster, and one reconciliation would send more requests at once. */
    static final int MOST_UNDER_WAY = 4;

    private final Queue<Attempt> underWay = new ArrayDeque<>();
    private final SecretWriters writers;
    private final DemoLeaves.Result result;
    private int left;

    /** Generates a leaf, on the thread of the reconciliation. */
    @FunctionalInterface
    interface Generation {
        Write generate() throws NotOwnedException;
    }

    /** Writes the Secret of a leaf; empty if that is to be tried again. */
    @FunctionalInterface
    interface Write {
        Optional<Certificate> write() throws NotOwnedException;
    }

    private record Attempt(String secret, Future<Optional<Certificate>> leaf) {}

    /** @param limit the most leaves to issue */
    LeafWrites(SecretWriters writers, int limit, DemoLeaves.Result result) {
        this.writers = writers;
        this.left = limit;
        this.result = result;
    }

    /** Whether no further leaf is to be issued now. Waits for results if it depends on them. */
    boolean isAtLimit() {
        while (!underWay.isEmpty() && (left == 0 || underWay.size() == MOST_UNDER_WAY)) {
            recordNext();
        }
        return left == 0;
    }

    /** Generates a leaf and begins to write its Secret. */
    void begin(String secret, Generation generation) {
        left--;
        try {
            Write write = generation.generate();
            underWay.add(new Attempt(secret, writers.submit(write::write)));
        } catch (NotOwnedException | KubernetesClientException e) {
            underWay.add(new Attempt(secret, CompletableFuture.failedFuture(e)));
        }
    }

    /** Waits for all writes, and records their results. */
    void finish() {
        while (!underWay.isEmpty()) {
            recordNext();
        }
    }

    private void recordNext() {
        Attempt next = underWay.remove();
        try {
            next.leaf()
                    .get()
                    .ifPresentOrElse(
                            leaf -> result.issued(next.secret(), leaf), () -> result.pending(next.secret(), true));
        } catch (ExecutionException e) {
            left++;
            failed(next.secret(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Secret " + next.secret() + " was written", e);
        }
    }

    private void failed(String secret, Throwable cause) {
        if (cause instanceof NotOwnedException e) {
            result.violations.add(e.violation());
        } else if (cause instanceof KubernetesClientException e) {
            result.refused(e, secret);
        } else {
            throw new IllegalStateException("Secret " + secret + " could not be written", cause);
        }
    }

    @Override
    public void close() {
        underWay.forEach(LeafWrites::await);
    }

    private static void await(Attempt attempt) {
        try {
            attempt.leaf().get();
        } catch (ExecutionException e) {
            return; // another failure is reported already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
