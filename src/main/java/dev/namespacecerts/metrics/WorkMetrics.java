package dev.namespacecerts.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Metrics of the operator's own work: how long it takes, whether it fails or falls behind, what is written. */
@ApplicationScoped
public class WorkMetrics {
    private static final Logger LOG = Logger.getLogger(WorkMetrics.class);

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final Map<String, Boolean> filters = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    public WorkMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (boolean accepted : new boolean[] {true, false}) {
            Gauge.builder(
                            "namespacecerts.filters",
                            () -> filters.values().stream()
                                    .filter(found -> found == accepted)
                                    .count())
                    .description("How many certificate filters there are, by whether they are accepted")
                    .tag("accepted", Boolean.toString(accepted))
                    .register(registry);
        }
    }

    /** Takes the time of one visit. */
    public <T> T time(String kind, Supplier<T> visit) {
        Timer.Sample sample = Timer.start(registry);
        String outcome = "error";
        try {
            T result = visit.get();
            outcome = "success";
            return result;
        } finally {
            sample.stop(Timer.builder("namespacecerts.reconcile")
                    .description("How long the visit of an object takes")
                    .tags("kind", kind, "outcome", outcome)
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry));
        }
    }

    /** Shows how many objects have a spec that was not looked at yet. */
    public void unobserved(String kind, Supplier<Number> count) {
        Gauge.builder("namespacecerts.unobserved", count)
                .description("How many objects have a spec that was not looked at yet")
                .tag("kind", kind)
                .register(registry);
    }

    /** Shows how many objects have a spec that cannot be read. */
    public void unreadable(String kind, Supplier<Number> count) {
        Gauge.builder("namespacecerts.unreadable", count)
                .description("How many objects have a spec that cannot be read")
                .tag("kind", kind)
                .register(registry);
    }

    /** Logs that an object has a spec that cannot be read. */
    public void unreadable(HasMetadata object, String reason) {
        LOG.warnf(
                "The %s %s/%s cannot be read: %s",
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                reason);
    }

    /** Notes whether a filter is accepted. */
    public void filter(String key, boolean accepted) {
        filters.put(key, accepted);
    }

    /** Forgets a filter that is gone. */
    public void forgetFilter(String key) {
        filters.remove(key);
    }

    /** Counts a write of what is published. */
    public void published(String kind) {
        Counter.builder("namespacecerts.published")
                .description("How often a bundle was written to its ConfigMap or Secret")
                .tag("kind", kind)
                .register(registry)
                .increment();
    }

    /** Counts a demo certificate. */
    public void issued(String kind) {
        Counter.builder("namespacecerts.issued")
                .description("How many demo certificates were issued")
                .tag("kind", kind)
                .register(registry)
                .increment();
    }
}
