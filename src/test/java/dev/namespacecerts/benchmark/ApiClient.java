package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A minimal client of the API server on the JDK's HTTP client, as the baseline of the benchmarks. */
final class ApiClient implements AutoCloseable {
    private static final int CALLERS = 16;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String server;
    private final String token;
    private final HttpClient http;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS, ApiClient::daemon);
    private final RequestCounts sent = new RequestCounts();

    ApiClient(Path kubeconfig) {
        try {
            Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
            server = config.getMasterUrl().replaceAll("/$", "");
            token = config.getOauthToken() != null ? config.getOauthToken() : config.getAutoOAuthToken();
            http = HttpClient.newBuilder()
                    .sslContext(SSLUtils.sslContext(config))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request with a JSON body, or without one. */
    record Call(String method, String path, String contentType, String body) {
        static Call create(String path, String body) {
            return new Call("POST", path, "application/json", body);
        }

        static Call patch(String path, String body) {
            return new Call("PATCH", path, "application/merge-patch+json", body);
        }

        static Call put(String path, String body) {
            return new Call("PUT", path, "application/json", body);
        }

        static Call delete(String path) {
            return new Call("DELETE", path, "application/json", "{}");
        }
    }

    /** Sends all requests, {@value #CALLERS} at a time, and returns when all have succeeded. */
    void sendAll(List<Call> calls) {
        sendAll(calls, call -> {});
    }

    /** The same; the second argument is called with each request before it is sent. */
    void sendAll(List<Call> calls, Consumer<Call> before) {
        List<Callable<String>> tasks = new ArrayList<>();
        calls.forEach(call -> tasks.add(() -> {
            before.accept(call);
            return send(call);
        }));
        try {
            for (Future<String> answer : callers.invokeAll(tasks)) {
                answer.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request and returns the body of the response. */
    String send(Call call) {
        sent.add(call.method(), call.path());
        HttpResponse<String> answer = exchange(
                request(call.path())
                        .header("Content-Type", call.contentType())
                        .method(call.method(), BodyPublishers.ofString(call.body()))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(call.method() + " " + call.path() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Reads one object, list or other page. */
    String get(String path) {
        sent.add("GET", path);
        return exchange(request(path).build(), BodyHandlers.ofString()).body();
    }

    /** Reads one object or list. */
    JsonNode read(String path) {
        return json(get(path));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** All requests that the API server has answered so far, but those of this client; without watches. */
    RequestCounts sentByOthers() {
        return RequestCounts.answered(get("/metrics")).without(sent);
    }

    /**
     * Waits until the others have sent no request for two seconds. After a change, the garbage collector of the cluster reads the owners
     * of the objects that were created or deleted, and the operator writes Events, some a second.
     */
    void awaitSilence() throws InterruptedException {
        long before;
        do {
            before = sentByOthers().all();
            TimeUnit.SECONDS.sleep(2);
        } while (sentByOthers().all() > before);
    }

    /** Watches a collection until as many events as said, each of another object, match; the first group is its name. */
    CompletableFuture<Void> awaitEach(String path, int count, Pattern wished) {
        Set<String> seen = new HashSet<>();
        return watch(path, line -> {
            Matcher matcher = wished.matcher(line);
            if (matcher.find()) {
                seen.add(matcher.group(1));
            }
            return seen.size() < count;
        });
    }

    /** Watches a collection until the predicate, which gets each event as a line of JSON, is false. */
    CompletableFuture<Void> watch(String path, Predicate<String> event) {
        return CompletableFuture.runAsync(
                () -> {
                    boolean open = true;
                    while (open) { // the API server may close a watch at any time
                        open = watchOnce(path, event);
                    }
                },
                work -> daemon(work).start());
    }

    private boolean watchOnce(String path, Predicate<String> event) {
        HttpRequest request = request(path + "?watch=true")
                .version(HttpClient.Version.HTTP_1_1) // on a separate connection
                .build();
        HttpResponse<InputStream> events = exchange(request, BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (!event.test(line)) {
                    return false;
                }
                line = lines.readLine();
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
