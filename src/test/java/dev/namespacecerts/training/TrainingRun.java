package dev.namespacecerts.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the operator while an image is built, so that its JVM can record what it needs until the first verdict, and ends it.
 * There is no cluster then: this answers like one with a bundle and a filter. It needs a JRE and nothing else.
 */
public final class TrainingRun {
    private static final Pattern HEALTH = Pattern.compile("Health: (\\S+/q/health)");

    private static final String MISSING = "{\"kind\":\"Status\",\"status\":\"Failure\",\"code\":404}";
    private static final String BUNDLE = resource("bundle.json");
    private static final String FILTER = resource("filter.json");

    /** Counted down when the operator writes the status of the bundle, and of the filter. */
    private static final CountDownLatch WRITTEN = new CountDownLatch(2);

    private TrainingRun() {}

    /** Runs the command that is given, waits until it is up and has judged the bundle, and ends it; fails where it does not. */
    public static void main(String[] command) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", TrainingRun::answer);
        server.start();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "KUBERNETES_MASTER",
                                "http://127.0.0.1:" + server.getAddress().getPort(),
                        "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
                        "KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false",
                        "QUARKUS_HTTP_PORT", "0"));
        Process operator = builder.start();
        boolean up = false;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(operator.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                Matcher health = HEALTH.matcher(line);
                if (health.find()) {
                    up = isUp(health.group(1)) && WRITTEN.await(5, TimeUnit.MINUTES);
                    operator.toHandle().destroy(); // operator.destroy() would close its output too
                }
            }
        }
        operator.waitFor();
        server.stop(0);
        System.exit(up ? 0 : 1);
    }

    /** Waits, for at most a minute: the watches are not established yet when the operator says where its health is. */
    private static boolean isUp(String health) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(health)).build();
        for (int i = 0; i < 60; i++) {
            if (HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200) {
                return true;
            }
            Thread.sleep(1_000);
        }
        return false;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            exchange.sendResponseHeaders(200, -1); // no WebSocket: the client then watches by a request that lasts
            return;
        }
        if (query.contains("watch=true")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            sleep();
        }
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String answer = text(exchange.getRequestMethod(), path, request);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.equals(MISSING) ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String text(String method, String path, String request) {
        if (path.equals("/version")) {
            return "{\"major\":\"1\",\"minor\":\"36\"}";
        }
        if (path.endsWith("/selfsubjectaccessreviews")) {
            return "{\"status\":{\"allowed\":true}}";
        }
        if (path.equals("/apis/namespacecerts.dev/v1alpha1")) {
            return "{\"resources\":[{\"name\":\"namespacecertificatebundles\"},{\"name\":\"certificatefilters\"}]}";
        }
        if (path.endsWith("/status")) {
            WRITTEN.countDown();
            return path.contains("/certificatefilters/") ? FILTER : BUNDLE;
        }
        if (method.equals("POST")) {
            return request; // the published ConfigMap, or an Event
        }
        if (path.contains("/namespaces/training/")) {
            return MISSING;
        }
        String item = path.endsWith("/namespacecertificatebundles")
                ? BUNDLE
                : path.endsWith("/certificatefilters") ? FILTER : "";
        return "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + item + "]}";
    }

    private static String resource(String name) {
        try (InputStream in = TrainingRun.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A watch that never has anything to say. */
    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
