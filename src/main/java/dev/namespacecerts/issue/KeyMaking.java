package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Limits the generation of RSA keys, which takes seconds of CPU time, so that it does not delay other bundles. */
@ApplicationScoped
public class KeyMaking {
    private final Semaphore slots =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    /** Runs a task that generates a key; empty if too many others run. */
    public <T> Optional<T> whenFree(DemoKeyAlgorithm algorithm, Supplier<T> making) {
        if (!isSlow(algorithm)) {
            return Optional.of(making.get());
        }
        if (!slots.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(making.get());
        } finally {
            slots.release();
        }
    }

    /** Whether generating a key takes seconds. */
    boolean isSlow(DemoKeyAlgorithm algorithm) {
        return algorithm != DemoKeyAlgorithm.ECDSA_P384;
    }

    /** Maximum number of leaves that one reconciliation issues. */
    int leavesAtOnce(DemoKeyAlgorithm algorithm) {
        return isSlow(algorithm) ? 1 : 50;
    }
}
