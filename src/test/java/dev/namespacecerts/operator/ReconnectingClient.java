package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.handshake.Handshake;
import dev.namespacecerts.handshake.Identity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A client that connects every 50 ms with what its Secret holds at that moment, and counts how it fares. */
final class ReconnectingClient implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 50;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger overtaken = new AtomicInteger();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final Cluster cluster;
    private final String secretName;
    private final Function<Identity, Handshake> server;
    private final ScheduledFuture<?> loop;

    /** @param server connects to it */
    ReconnectingClient(Cluster cluster, String secretName, Function<Identity, Handshake> server) {
        this.cluster = cluster;
        this.secretName = secretName;
        this.server = server;
        loop = timer.scheduleAtFixedRate(this::connect, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What its Secret holds now. */
    Identity secret() {
        return Identity.of(cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(secretName)
                .get());
    }

    /** Number of accepted connections. */
    int connections() {
        return connections.get();
    }

    /** Number of connections rejected with a leaf that the Secret no longer contained when the rejection arrived. */
    int overtaken() {
        return overtaken.get();
    }

    /** Errors of the rejected connections. */
    List<String> refusals() {
        return refusals;
    }

    /** Waits for the given number of further accepted connections. */
    void awaitConnections(int more) {
        int wanted = connections() + more;
        await().atMost(Duration.ofSeconds(20))
                .failFast(() -> assertThat(refusals).isEmpty())
                .until(() -> connections() >= wanted);
    }

    private void connect() {
        try {
            Identity held = secret();
            Handshake handshake = server.apply(held);
            if (handshake.accepted()) {
                connections.incrementAndGet();
            } else if (held.equals(secret())) {
                refusals.add(handshake.said());
            } else {
                overtaken.incrementAndGet();
            }
        } catch (RuntimeException | Error e) {
            refusals.add(e.toString()); // the timer would stop silently
        }
    }

    @Override
    public void close() {
        loop.cancel(false);
        timer.shutdown();
        try {
            if (!timer.awaitTermination(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a connection does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
