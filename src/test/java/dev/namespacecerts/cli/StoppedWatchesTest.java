package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class StoppedWatchesTest {
    private final List<Integer> exits = new ArrayList<>();
    private final StoppedWatches watches = new StoppedWatches(exits::add);

    @Test
    void aParseFailureOfAWatchExitsAndNamesTheObjectWithoutItsContent() {
        String event = """
            {"type": "ADDED", "object": {"metadata": {"name": "worker", "namespace": "payments"}, "data": "hunter2"}}
            """;
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage() + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(StoppedWatches.class.getName());
        logger.addHandler(handler);
        watches.onStop(informer(), new WatcherException("hunter2", null, event));
        logger.removeHandler(handler);
        assertThat(exits).containsExactly(1);
        assertThat(logged).hasSize(1);
        assertThat(logged.get(0)).contains("Secret", "payments/worker").doesNotContain("hunter2");
    }

    @Test
    void anyOtherFailureExitsToo() {
        watches.onStop(informer(), new KubernetesClientException("no"));
        assertThat(exits).containsExactly(1);
    }

    @Test
    void aWatchStoppedOnPurposeDoesNotExit() {
        watches.onStop(informer(), null);
        assertThat(exits).isEmpty();
    }

    private static SharedIndexInformer<?> informer() {
        return (SharedIndexInformer<?>) Proxy.newProxyInstance(
                StoppedWatchesTest.class.getClassLoader(),
                new Class<?>[] {SharedIndexInformer.class},
                (proxy, method, arguments) -> Secret.class);
    }
}
