package dev.namespacecerts.watch;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Finds what a missed event has left behind: compares the cached inputs and the cached status of each object with those of its
 * last evaluation. Reads only caches, and writes nothing: an object that differs is reconciled.
 */
public final class MissedChanges<T extends CustomResource<?, ?>> {
    /** Property with the interval in which missed changes are found. */
    public static final String INTERVAL = "namespacecerts.check-interval";

    private static final Logger LOG = Logger.getLogger(MissedChanges.class);

    private final Map<String, Evaluation> evaluations = new ConcurrentHashMap<>();
    private final Supplier<Stream<T>> cache;
    private final ToIntFunction<T> inputs;
    private final Predicate<T> hasStatus;
    private final Consumer<Set<ResourceID>> reconcile;
    private Set<String> unknown = Set.of();

    /** Hashes of what was evaluated, and of the resulting status. */
    private record Evaluation(String uid, int inputs, int status) {
        private static final Evaluation UNFINISHED = new Evaluation("", 0, 0);
    }

    /**
     * @param cache the objects that are reconciled
     * @param inputs a hash of all cached objects that the status of an object depends on
     * @param hasStatus whether the cache has the status of an object; it has not if the object is large
     * @param reconcile requests reconciliations
     */
    public MissedChanges(
            Supplier<Stream<T>> cache,
            ToIntFunction<T> inputs,
            Predicate<T> hasStatus,
            Consumer<Set<ResourceID>> reconcile) {
        this.cache = cache;
        this.inputs = inputs;
        this.hasStatus = hasStatus;
        this.reconcile = reconcile;
    }

    /** Looks for missed changes, at random intervals between half of the given one and the whole, so that replicas differ. */
    public void start(Duration interval) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "missed-changes");
            thread.setDaemon(true);
            return thread;
        });
        next(timer, interval);
    }

    private void next(ScheduledExecutorService timer, Duration interval) {
        long longest = interval.toMillis();
        long delay = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        timer.schedule(
                () -> {
                    try {
                        look();
                    } catch (RuntimeException e) { // one would stop the timer
                        LOG.debugf(
                                "The caches could not be read (%s)",
                                e.getClass().getSimpleName());
                    } finally {
                        next(timer, interval);
                    }
                },
                delay,
                TimeUnit.MILLISECONDS);
    }

    /** The hash of the inputs of an object. Take it before these are evaluated. */
    public int inputs(T object) {
        return 31 * inputs.applyAsInt(object)
                + Objects.hash(
                        object.getMetadata().getUid(), object.getMetadata().getGeneration());
    }

    /** Records that the evaluation of an object begins. */
    public void begin(T object) {
        evaluations.putIfAbsent(Keys.of(object), Evaluation.UNFINISHED);
    }

    /** Whether the first evaluation of an object since the start of the process has begun. */
    public boolean isBegun(String key) {
        return evaluations.containsKey(key);
    }

    /** Records a finished evaluation. */
    public void evaluated(T object, int from, Object status) {
        evaluations.put(Keys.of(object), new Evaluation(object.getMetadata().getUid(), from, Objects.hashCode(status)));
    }

    /** Removes a deleted object. */
    public void forget(String key) {
        evaluations.remove(key);
    }

    /** An object without a finished evaluation may still be queued, so it is reconciled when it is found a second time. */
    synchronized void look() {
        Set<String> without = new HashSet<>();
        Set<ResourceID> missed = new LinkedHashSet<>();
        cache.get()
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .forEach(object -> {
                    String key = Keys.of(object);
                    Evaluation last = evaluations.getOrDefault(key, Evaluation.UNFINISHED);
                    boolean unfinished = last.equals(Evaluation.UNFINISHED);
                    if (unfinished) {
                        without.add(key);
                    }
                    if (unfinished ? unknown.contains(key) : differs(object, last)) {
                        missed.add(ResourceID.fromResource(object));
                    }
                });
        unknown = without;
        if (!missed.isEmpty()) {
            reconcile.accept(missed);
        }
    }

    private boolean differs(T object, Evaluation last) {
        return !last.uid().equals(object.getMetadata().getUid())
                || last.inputs() != inputs(object)
                || (hasStatus.test(object) && last.status() != Objects.hashCode(object.getStatus()));
    }
}
