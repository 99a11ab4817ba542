package dev.namespacecerts.bundle;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One visit of a bundle at a time. The SDK promises that, but forgets a visit that is under way when the bundle is deleted:
 * made again under its name meanwhile, it would be visited twice at once from then on, and what one visit removes the other
 * would issue again.
 */
final class Visits {
    private final Set<String> underWay = new HashSet<>();

    /** Makes a visit, once no other of the same bundle is under way. */
    <T> T alone(String bundle, Supplier<T> visit) {
        enter(bundle);
        try {
            return visit.get();
        } finally {
            leave(bundle);
        }
    }

    /** It waits and is not put off: the timer of a visit that was put off would be cancelled by the one under way. */
    private synchronized void enter(String bundle) {
        try {
            while (!underWay.add(bundle)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the operator is being stopped", e);
        }
    }

    private synchronized void leave(String bundle) {
        underWay.remove(bundle);
        notifyAll();
    }
}
