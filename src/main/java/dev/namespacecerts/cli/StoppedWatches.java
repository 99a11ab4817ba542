package dev.namespacecerts.cli;

import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.InformerStoppedHandler;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Exits the process when a watch has stopped permanently. The operator would see no further change of that kind; after a
 * restart it lists all objects again.
 */
@Singleton
@Unremovable // looked up by the SDK
class StoppedWatches implements InformerStoppedHandler {
    private static final Logger LOG = Logger.getLogger(StoppedWatches.class);
    private static final Pattern NAME = Pattern.compile("\"name\":\\s*\"([-.a-z0-9]{1,253})\"");
    private static final Pattern NAMESPACE = Pattern.compile("\"namespace\":\\s*\"([-a-z0-9]{1,63})\"");
    private static final long PATIENCE_SECONDS = 20;

    private final IntConsumer exit;

    @Inject
    StoppedWatches() {
        this(StoppedWatches::exit);
    }

    StoppedWatches(IntConsumer exit) {
        this.exit = exit;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void onStop(SharedIndexInformer informer, Throwable cause) {
        if (cause == null) {
            return; // the operator is being stopped
        }
        // Not the exception itself: its message may quote the object, which may be a Secret.
        LOG.fatalf(
                "The watch of %s stopped at %s (%s). The operator exits in order to be restarted.",
                informer.getApiTypeClass().getSimpleName(),
                object(cause),
                cause.getClass().getSimpleName());
        exit.accept(1);
    }

    private static String object(Throwable cause) {
        return Optional.of(cause)
                .filter(WatcherException.class::isInstance)
                .map(WatcherException.class::cast)
                .flatMap(WatcherException::getRawWatchMessage)
                .map(event -> "the object " + first(NAMESPACE, event) + "/" + first(NAME, event))
                .orElse("an unknown object");
    }

    private static String first(Pattern pattern, String event) {
        Matcher matcher = pattern.matcher(event);
        return matcher.find() ? matcher.group(1) : "?";
    }

    /** Exits asynchronously, because the shutdown may wait for this thread; halts if the shutdown hangs. */
    private static void exit(int code) {
        Thread halt = new Thread(() -> halt(code), "halt");
        halt.setDaemon(true);
        halt.start();
        Quarkus.asyncExit(code);
    }

    private static void halt(int code) {
        try {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }
}
