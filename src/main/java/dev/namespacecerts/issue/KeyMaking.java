package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Keeps the making of RSA keys, which takes seconds of computing, from holding up the judging of other bundles. */
@ApplicationScoped
public class KeyMaking {
    private final Semaphore slots =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    /** Makes something with a key; empty where too many others are at it. */
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

    /** Whether a key takes seconds. */
    boolean isSlow(DemoKeyAlgorithm algorithm) {
        return algorithm != DemoKeyAlgorithm.ECDSA_P384;
    }

    /** How many leaves may be issued in one visit of a bundle. */
    int leavesAtOnce(DemoKeyAlgorithm algorithm) {
        return isSlow(algorithm) ? 1 : 50;
    }
}
