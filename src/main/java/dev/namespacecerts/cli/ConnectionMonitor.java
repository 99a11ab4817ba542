package dev.namespacecerts.cli;

import dev.namespacecerts.connection.ApiServerContact;
import dev.namespacecerts.connection.Leadership;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Monitors the connection to the API server: sends a request when it is silent, and checks the watches every second. */
@Singleton
class ConnectionMonitor {
    /** An API server that has not answered for this time is considered unreachable. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(ConnectionMonitor.class);
    private static final Duration REQUEST_INTERVAL = Duration.ofSeconds(5);

    /** A watch that the API server closes regularly is reconnected within this time. */
    private static final Duration RECONNECT = Duration.ofSeconds(5);

    private final Operator operator;
    private final KubernetesClient client;
    private final ApiServerContact contact;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "connection-monitor");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<String> notWatching = List.of();
    private volatile long allWatchingAt = System.nanoTime();

    ConnectionMonitor(
            Operator operator,
            KubernetesClient client,
            ApiServerContact contact,
            Leadership leadership,
            MeterRegistry registry) {
        this.operator = operator;
        this.client = client;
        this.contact = contact;
        gauge(
                registry,
                "leader",
                null,
                "1 if this replica holds the Lease and may write, else 0",
                () -> leadership.mayWrite() ? 1 : 0);
        gauge(
                registry,
                "api.last.answer.age",
                "seconds",
                "Time since the last answer of the API server",
                () -> contact.sinceAnswer().toMillis() / 1000.0);
        gauge(
                registry,
                "watch.last.event.age",
                "seconds",
                "Time since the last event or bookmark of the watch that has been silent for longest",
                () -> contact.sinceWatchEvent().toMillis() / 1000.0);
    }

    private static void gauge(
            MeterRegistry registry, String name, String unit, String description, Supplier<Number> value) {
        Gauge.builder("namespacecerts." + name, value)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    void start() {
        timer.scheduleWithFixedDelay(this::checkWatches, 0, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(this::sendRequest, 0, REQUEST_INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    /** Whether the API server answers. */
    boolean isAnswered() {
        return contact.sinceAnswer().compareTo(LONGEST_SILENCE) < 0;
    }

    /** The watches that are disconnected for longer than a reconnect takes. */
    List<String> brokenWatches() {
        return System.nanoTime() - allWatchingAt < RECONNECT.toNanos() ? List.of() : notWatching;
    }

    private void checkWatches() {
        Set<String> broken = new TreeSet<>();
        for (RegisteredController<?> controller : operator.getRegisteredControllers()) {
            controller
                    .getControllerHealthInfo()
                    .informerEventSourceHealthIndicators()
                    .forEach((name, source) -> {
                        if (!isWatching(source)) {
                            broken.add(controller.getConfiguration().getName() + "/" + name);
                        }
                    });
        }
        notWatching = List.copyOf(broken);
        if (broken.isEmpty()) {
            allWatchingAt = System.nanoTime();
        }
    }

    private static boolean isWatching(InformerWrappingEventSourceHealthIndicator<?> source) {
        return source.informerHealthIndicators().values().stream().allMatch(InformerHealthIndicator::isWatching);
    }

    /**
     * Sends a request if there was no recent answer. A leader renews its Lease, but a replica on standby would send no
     * request for hours.
     */
    private void sendRequest() {
        try {
            if (contact.sinceAnswer().compareTo(REQUEST_INTERVAL) > 0) {
                client.getKubernetesVersion();
            }
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "The API server does not answer");
        }
    }
}
