package dev.namespacecerts.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The client outlives whatever needed it first. */
class ApiClientFactoryTest {
    private final Vertx vertx = Vertx.vertx();

    /** The HTTP server of Quarkus is a verticle too, and a health request may be the first to need the client. */
    @Test
    void aClientThatAVerticleCreatedIsNotClosedWithIt() throws Exception {
        HttpServer apiServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        apiServer.createContext("/version", exchange -> {
            byte[] version =
                    "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.3\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, version.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(version);
            }
        });
        apiServer.start();
        Creator creator =
                new Creator("http://localhost:" + apiServer.getAddress().getPort());
        try {
            String deployment = await(vertx.deployVerticle(creator));
            await(vertx.undeploy(deployment));
            assertThat(creator.client.getKubernetesVersion().getGitVersion()).isEqualTo("v1.36.3");
        } finally {
            creator.client.close();
            await(vertx.close());
            apiServer.stop(0);
        }
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static final class Creator extends AbstractVerticle {
        private final String url;
        private KubernetesClient client;

        Creator(String url) {
            this.url = url;
        }

        @Override
        public void start() {
            Leadership leadership = new Leadership(
                    Optional.empty(), Duration.ofSeconds(10), Clock.systemUTC(), System::nanoTime, code -> {});
            client = new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                            .withMasterUrl(url)
                            .withRequestRetryBackoffLimit(0)
                            .withRequestTimeout(5_000)
                            .build())
                    .withHttpClientFactory(ApiClientFactory.create(vertx, leadership, new ApiServerContact()))
                    .build();
        }
    }
}
