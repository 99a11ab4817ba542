package dev.namespacecerts.connection;

import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP client of the Kubernetes client, with a guard around each connection ({@link GuardedHttpClient}).
 *
 * <p>The Kubernetes client offers no place for it, so the Vert.x that it is handed makes guarded clients.
 */
public final class ApiClientFactory {
    /** A connection on which something is awaited and nothing arrives for so long is closed. Watches are pinged. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    /**
     * An event loop for the Lease alone. On the others the events of watches are read: objects of a mebibyte that change all
     * the time would keep a renewal waiting until the Lease is lost.
     */
    private static final Vertx LEASE_LOOP = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setUseDaemonThread(true)
            .setFileSystemOptions(
                    new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));

    private ApiClientFactory() {}

    /** A factory for clients that write only while this replica leads, and that notice a dead connection. */
    public static VertxHttpClientFactory create(Vertx vertx, Leadership leadership, ApiServerContact contact) {
        return new VertxHttpClientFactory(proxy(Vertx.class, (method, args) -> {
            if (method.getName().equals("createHttpClient")
                    && args != null
                    && args.length == 1
                    && args[0] instanceof HttpClientOptions options) {
                options.setIdleTimeoutUnit(TimeUnit.SECONDS).setReadIdleTimeout((int) SILENCE.toSeconds());
                return guarded(vertx, options, leadership, contact);
            }
            return invoke(vertx, method, args);
        }));
    }

    private static HttpClient guarded(
            Vertx vertx, HttpClientOptions options, Leadership leadership, ApiServerContact contact) {
        return new GuardedHttpClient(client(vertx, options), client(LEASE_LOOP, options), vertx, leadership, contact)
                .proxy();
    }

    private static HttpClient client(Vertx vertx, HttpClientOptions options) {
        // On a thread that Vert.x does not know: it closes a client together with the HTTP server, before the Lease is
        // released, when the client was made for a health request.
        return CompletableFuture.supplyAsync(
                        () -> vertx.createHttpClient(options), task -> new Thread(task, "http-client").start())
                .join();
    }

    /** What is done in place of a method. */
    interface Calls {
        @Nullable
        Object call(Method method, Object @Nullable [] args) throws Throwable;
    }

    static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> calls.call(method, args)));
    }

    static @Nullable Object invoke(Object target, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
