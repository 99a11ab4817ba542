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
 * Creates the HTTP client of the Kubernetes client, with a guard around each connection ({@link GuardedHttpClient}).
 *
 * <p>The Kubernetes client has no extension point for that. So it is given a Vert.x that creates guarded clients.
 */
public final class ApiClientFactory {
    /** A connection that waits for data and receives none for this time is closed. Watches are pinged. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    /**
     * A separate event loop for the Lease. The other loops read the events of watches: large objects that change constantly
     * would delay a renewal until the Lease is lost.
     */
    private static final Vertx LEASE_LOOP = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setUseDaemonThread(true)
            .setFileSystemOptions(
                    new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));

    private ApiClientFactory() {}

    /** A factory for clients that write only while this replica leads, and that detect dead connections. */
    public static VertxHttpClientFactory create(Vertx vertx, Leadership leadership, ApiServerContact contact) {
        return new VertxHttpClientFactory(proxy(Vertx.class, (method, args) -> {
            if (method.getName().equals("createHttpClient")
                    && args != null
                    && args.length == 1
                    && args[0] instanceof HttpClientOptions options) {
                options.setIdleTimeoutUnit(TimeUnit.SECONDS).setReadIdleTimeout((int) SILENCE.toSeconds());
                if (options.isSsl()) {
                    options.setSslEngineOptions(new CipherOrder(options.getSslEngineOptions()));
                }
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
        // Created on a thread outside of Vert.x. Vert.x would close a client that was created for a health request
        // together with
        // the HTTP server, before the Lease is released.
        return CompletableFuture.supplyAsync(
                        () -> vertx.createHttpClient(options), task -> new Thread(task, "http-client").start())
                .join();
    }

    /** Replacement of a method call. */
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
