package dev.namespacecerts.connection;

import static dev.namespacecerts.connection.ApiClientFactory.invoke;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;

/**
 * An HTTP client that rejects writes while this replica does not lead, and that pings its watches.
 *
 * <p>A write is rejected at the last moment, so that a process that was frozen does not send a write that it had started. The
 * API server answers a ping at once. So a watch that stays silent has a dead connection, which is closed and reopened.
 */
final class GuardedHttpClient {
    private static final Duration PING_INTERVAL = Duration.ofSeconds(5);
    private static final int SERVER_ERROR = HttpURLConnection.HTTP_INTERNAL_ERROR;

    private final HttpClient client;
    private final HttpClient leaseClient;
    private final Vertx vertx;
    private final Leadership leadership;
    private final ApiServerContact contact;

    /** @param leaseClient for requests about the Lease alone */
    GuardedHttpClient(
            HttpClient client, HttpClient leaseClient, Vertx vertx, Leadership leadership, ApiServerContact contact) {
        this.client = client;
        this.leaseClient = leaseClient;
        this.vertx = vertx;
        this.leadership = leadership;
        this.contact = contact;
        client.connectionHandler(this::guard);
        leaseClient.connectionHandler(this::guard);
    }

    /** Checks each request again on the thread that writes it to the socket, after all queues. */
    private void guard(HttpConnection connection) {
        WriteGuard guard =
                new WriteGuard(request -> isGuarded(request.method().name(), request.uri()), leadership::mayWrite);
        ((ConnectionBase) connection)
                .channel()
                .pipeline()
                .addFirst("leadership-of-socket", guard.ofSocket())
                .addBefore("handler", "leadership", guard.ofRequests());
    }

    private boolean isRefused(String method, String uri) {
        return isGuarded(method, uri) && !leadership.mayWrite();
    }

    private boolean isGuarded(String method, String uri) {
        return isWrite(method) && !leadership.isLease(path(uri)) && !isAccessReview(path(uri));
    }

    private static boolean isWrite(String method) {
        return !method.equals(HttpMethod.GET.name());
    }

    /** Whether a path is that of an access review, which writes nothing although it is created by POST. */
    private static boolean isAccessReview(String path) {
        return path.startsWith("/apis/authorization.k8s.io/");
    }

    private static String path(String uri) {
        return uri.split("\\?", 2)[0];
    }

    HttpClient proxy() {
        return ApiClientFactory.proxy(HttpClient.class, (method, args) -> {
            if (args != null && args.length == 1) {
                if (args[0] instanceof RequestOptions options
                        && method.getName().equals("request")) {
                    return request(options);
                }
                if (args[0] instanceof WebSocketConnectOptions options) {
                    return client.webSocket(options).map(this::watched);
                }
            }
            if (method.getName().equals("close")) {
                leaseClient.close();
            }
            return invoke(client, method, args);
        });
    }

    private Future<HttpClientRequest> request(RequestOptions options) {
        String method = options.getMethod().name();
        boolean isLease = leadership.isLease(path(options.getURI()));
        if (isLease) {
            leadership.leaseRequested();
        }
        return (isLease ? leaseClient : client).request(options).map(request -> {
            if (isRefused(method, options.getURI())) {
                request.reset();
                throw WriteGuard.refusal();
            }
            long startNanos = System.nanoTime();
            Instant start = leadership.now();
            request.response().onSuccess(response -> {
                if (response.statusCode() < SERVER_ERROR) {
                    contact.answered();
                }
                if (isLease && isWrite(method) && response.statusCode() < HttpURLConnection.HTTP_MULT_CHOICE) {
                    leadership.renewed(startNanos, start);
                }
            });
            return request;
        });
    }

    /** Wraps the socket of a watch. Each message is an event or a bookmark. */
    private WebSocket watched(WebSocket socket) {
        contact.watchEvent(socket);
        long pings = vertx.setPeriodic(PING_INTERVAL.toMillis(), id -> socket.writePing(Buffer.buffer()));
        socket.pongHandler(pong -> contact.answered());
        socket.closeHandler(closed -> {
            vertx.cancelTimer(pings);
            contact.watchClosed(socket);
        });
        return ApiClientFactory.proxy(WebSocket.class, (method, args) -> {
            if (method.getName().endsWith("MessageHandler") && args != null && args[0] instanceof Handler<?> handler) {
                return invoke(socket, method, new Object[] {noting(socket, handler)});
            }
            return invoke(socket, method, args);
        });
    }

    private <M> Handler<M> noting(WebSocket socket, Handler<M> handler) {
        return message -> {
            contact.watchEvent(socket);
            handler.handle(message);
        };
    }
}
