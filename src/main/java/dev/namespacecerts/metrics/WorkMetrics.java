package dev.namespacecerts.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Metrics of the operator's work: duration and failures of reconciliations, backlog, and writes. */
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

    private static final String SUCCESS = "success";
    private static final String FAILURE = "error";

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
                    .description("Number of certificate filters, by whether they are accepted")
                    .tag("accepted", Boolean.toString(accepted))
                    .register(registry);
        }
    }

    /** Measures the duration of one reconciliation. */
    public <T> T time(String kind, Supplier<T> reconciliation) {
        Timer.Sample sample = Timer.start(registry);
        String outcome = FAILURE;
        try {
            T result = reconciliation.get();
            outcome = SUCCESS;
            return result;
        } finally {
            sample.stop(timer(kind, outcome));
        }
    }

    private Timer timer(String kind, String outcome) {
        return Timer.builder("namespacecerts.reconcile")
                .description("Duration of reconciliations")
                .tags("kind", kind, "outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /**
     * Registers the number of objects whose latest spec was not reconciled yet, and the durations, so that the first failure
     * is an increase.
     */
    public void unobserved(String kind, Supplier<Number> count) {
        timer(kind, SUCCESS);
        timer(kind, FAILURE);
        Gauge.builder("namespacecerts.unobserved", count)
                .description("Number of objects whose latest spec was not reconciled yet")
                .tag("kind", kind)
                .register(registry);
    }

    /** Registers the number of objects whose spec this version cannot read. */
    public void unreadable(String kind, Supplier<Number> count) {
        Gauge.builder("namespacecerts.unreadable", count)
                .description("Number of objects whose spec this version cannot read")
                .tag("kind", kind)
                .register(registry);
    }

    /** Logs that this version cannot read the spec of an object. */
    public void unreadable(HasMetadata object, String reason) {
        LOG.warnf(
                "The %s %s/%s cannot be read: %s",
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                reason);
    }

    /** Records whether a filter is accepted. */
    public void filter(String key, boolean accepted) {
        filters.put(key, accepted);
    }

    /** Removes a deleted filter. */
    public void forgetFilter(String key) {
        filters.remove(key);
    }

    /** Counts a write to a published object of a kind, such as ConfigMap. */
    public void published(String kind) {
        Counter.builder("namespacecerts.published")
                .description("Number of writes to published ConfigMaps and Secrets")
                .tag("kind", kind.toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    /** Counts a demo certificate: a root or a leaf. */
    public void issued(String kind) {
        Counter.builder("namespacecerts.issued")
                .description("Number of demo certificates that were issued")
                .tag("kind", kind)
                .register(registry)
                .increment();
    }
}
