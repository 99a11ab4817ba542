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
 * Ends the process when a watch has stopped for ever: the operator would see no change of that kind again, and a restart
 * reads everything anew.
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
                "The watch of %s stopped at %s (%s). The operator exits, so that it is restarted.",
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
                .orElse("no object in particular");
    }

    private static String first(Pattern pattern, String event) {
        Matcher matcher = pattern.matcher(event);
        return matcher.find() ? matcher.group(1) : "?";
    }

    /** Not from this thread, for which a shutdown might wait; and whatever a shutdown waits for. */
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
