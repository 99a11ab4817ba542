package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsGateTest {
    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MetricsGate gate = new MetricsGate(registry, vertx);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void concurrentRequestsShareOneCollectionAndLaterRequestsGetANewOne() {
        AtomicInteger collected = new AtomicInteger();
        CountDownLatch slow = new CountDownLatch(1);
        Gauge.builder("slow", () -> {
                    awaitQuietly(slow);
                    return collected.incrementAndGet();
                })
                .register(registry);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(gate.collect());
        }
        slow.countDown();
        for (Future<String> answer : answers) {
            assertThat(text(answer)).contains("slow 1.0");
        }
        assertThat(text(gate.collect())).contains("slow 2.0");
    }

    private static String text(Future<String> answer) {
        return answer.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
