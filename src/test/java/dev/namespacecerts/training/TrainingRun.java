package dev.namespacecerts.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the operator while an image is built, so that its JVM can record what it needs at a start, and ends it. There is
 * no cluster then: this says what one says in which there is nothing. It needs a JRE and nothing else.
 */
public final class TrainingRun {
    private static final Pattern HEALTH = Pattern.compile("Health: (\\S+/q/health)");

    private TrainingRun() {}

    /** Runs the command that is given, waits until it is up, and ends it; fails where it does not come up. */
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
                    up = isUp(health.group(1));
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
        byte[] body = text(path).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String text(String path) {
        if (path.equals("/version")) {
            return "{\"major\":\"1\",\"minor\":\"36\"}";
        }
        if (path.endsWith("/selfsubjectaccessreviews")) {
            return "{\"status\":{\"allowed\":true}}";
        }
        if (path.equals("/apis/namespacecerts.dev/v1alpha1")) {
            return "{\"resources\":[{\"name\":\"namespacecertificatebundles\"},{\"name\":\"certificatefilters\"}]}";
        }
        return "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}";
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
