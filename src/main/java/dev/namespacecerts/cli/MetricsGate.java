package dev.namespacecerts.cli;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many clients read the metrics at once. With many bundles, a response has megabytes and stays in memory until
 * it is read, so clients that do not read would exhaust the memory. One thread at a time collects the metrics for all waiting
 * clients, so clients that disconnect do not use up the CPU.
 */
@Singleton
class MetricsGate {
    private static final int READERS = 4;
    private static final int PRIORITY = 100;

    private final Semaphore readers = new Semaphore(READERS);
    private final PrometheusMeterRegistry registry;
    private final Vertx vertx;
    private @Nullable Future<String> collected;

    MetricsGate(PrometheusMeterRegistry registry, Vertx vertx) {
        this.registry = registry;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::enter, PRIORITY);
    }

    /** Whether a path is that of the metrics: Prometheus's default, or Quarkus's and all below it. */
    private static boolean isMetrics(String path) {
        return path.equals("/metrics") || path.startsWith("/q/metrics");
    }

    /** Releases the permit when the connection is closed: after the response, or when the client does not read it in time. */
    private void enter(RoutingContext context) {
        if (!isMetrics(context.normalizedPath())) {
            context.next();
        } else if (readers.tryAcquire()) {
            ConnectionBase connection = (ConnectionBase) context.request().connection();
            connection.channel().closeFuture().addListener(closed -> readers.release());
            context.addEndHandler(answered -> connection.close());
            collect()
                    .onSuccess(text -> context.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, TextFormat.CONTENT_TYPE_004)
                            .end(text))
                    .onFailure(context::fail);
        } else {
            context.response()
                    .setStatusCode(HttpURLConnection.HTTP_UNAVAILABLE)
                    .putHeader(HttpHeaders.RETRY_AFTER, "10")
                    .end();
        }
    }

    /** The metrics as text; concurrent callers share one collection. */
    synchronized Future<String> collect() {
        if (collected == null || collected.isComplete()) {
            collected = vertx.executeBlocking(() -> registry.scrape(TextFormat.CONTENT_TYPE_004), false);
        }
        return collected;
    }
}
