package dev.namespacecerts.connection;

import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
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
        // On a thread that Vert.x does not know: it closes a client together with the HTTP server, before the Lease is
        // released, when the client was made for a health request.
        HttpClient client = CompletableFuture.supplyAsync(
                        () -> vertx.createHttpClient(options), task -> new Thread(task, "http-client").start())
                .join();
        return new GuardedHttpClient(client, vertx, leadership, contact).proxy();
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
