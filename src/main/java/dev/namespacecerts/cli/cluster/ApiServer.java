package dev.namespacecerts.cli.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.json.ApiServerJson;
import dev.namespacecerts.x509.DisplayText;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLException;

/**
 * Reads from an API server with the HTTP client of the JDK. The Kubernetes client would need Vert.x, which takes longer to
 * start than the rest of the command.
 */
final class ApiServer {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int SHOWN = 512;

    private final Kubeconfig kubeconfig;
    private final String address;
    private final ObjectMapper json = ApiServerJson.mapper();
    private final HttpClient http;

    ApiServer(Kubeconfig kubeconfig) throws CommandException {
        this.kubeconfig = kubeconfig;
        this.address = kubeconfig.config().getMasterUrl().replaceAll("/+$", "");
        this.http = client(kubeconfig.config());
    }

    /** An answer. A body that is not an object of JSON is missing. */
    record Answer(int code, JsonNode body) {
        /** Of the API server's own error. */
        String message() {
            return DisplayText.of(body.path("message").asText(), SHOWN);
        }

        boolean isStatus() {
            return body.path("kind").asText().equals("Status");
        }
    }

    private static HttpClient client(Config config) throws CommandException {
        if (config.isDisableHostnameVerification()) {
            System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER);
        try {
            builder.sslContext(SSLUtils.sslContext(config));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new CommandException("The certificates or the key of the kubeconfig cannot be read: "
                    + DisplayText.of(String.valueOf(e.getMessage()), SHOWN) + ".");
        }
        String proxy = config.getMasterUrl().startsWith("https") ? config.getHttpsProxy() : config.getHttpProxy();
        if (proxy != null && !proxy.isEmpty()) {
            URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
            builder.proxy(ProxySelector.of(new InetSocketAddress(uri.getHost(), uri.getPort())));
        }
        return builder.build();
    }

    /** The answer to a GET. */
    Answer get(String path) throws CommandException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(ANSWER)
                    .header("Accept", "application/json")
                    .header("User-Agent", "ncb");
            String authorization = authorization(kubeconfig.config());
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Answer answer = new Answer(response.statusCode(), tree(response.body()));
            if (answer.code() == HttpURLConnection.HTTP_UNAUTHORIZED) {
                throw new CommandException("The API server at " + shown() + " rejects the credentials of "
                        + kubeconfig.user() + " (401 Unauthorized): they are wrong or expired.");
            }
            return answer;
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "The kubeconfig has an address or a token that cannot be sent: " + shown() + ".");
        } catch (IOException e) {
            throw new CommandException(failure(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }

    /** An object of the API. */
    <T> T object(JsonNode tree, Class<T> type) {
        try {
            return json.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("any content can be read", e);
        }
    }

    /** The address for messages. */
    String shown() {
        return DisplayText.of(address, SHOWN);
    }

    /** For messages. */
    String user() {
        return kubeconfig.user();
    }

    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            return tree != null && tree.isObject() ? tree : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String authorization(Config config) {
        String token = config.getOauthToken() == null ? config.getAutoOAuthToken() : config.getOauthToken();
        if (token != null && !token.isBlank()) {
            return "Bearer " + token.strip();
        }
        if (config.getUsername() == null || config.getUsername().isEmpty()) {
            return null;
        }
        byte[] basic = (config.getUsername() + ":" + config.getPassword()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(basic);
    }

    private String failure(IOException e) {
        String why;
        if (e instanceof HttpTimeoutException) {
            why = "it does not answer in time";
        } else if (e instanceof ConnectException && e.getMessage() == null) {
            why = "its name cannot be resolved, or it refuses connections"; // the JDK does not say which
        } else if (e instanceof SSLException) {
            why = "TLS fails, " + DisplayText.of(String.valueOf(e.getMessage()), SHOWN);
        } else {
            why = DisplayText.of(String.valueOf(e.getMessage()), SHOWN);
        }
        return "The API server at " + shown() + " cannot be reached: " + why + ".";
    }
}
