package dev.namespacecerts.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherOrderTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void suitesWithChaCha20ComeBeforeTheEnabledOnes() {
        String[] supported = {"AES_256", "AES_128", "TLS_CHACHA20_POLY1305_SHA256", "CBC"};
        assertThat(CipherOrder.ordered(supported, new String[] {"AES_256", "AES_128"}))
                .containsExactly("TLS_CHACHA20_POLY1305_SHA256", "AES_256", "AES_128");
        assertThat(CipherOrder.ordered(supported, new String[] {"AES_256", "TLS_CHACHA20_POLY1305_SHA256"}))
                .containsExactly("TLS_CHACHA20_POLY1305_SHA256", "AES_256");
    }

    @Test
    void whatTheJvmDoesNotSupportIsNotOffered() {
        String[] fips = {"AES_256", "AES_128"};
        assertThat(CipherOrder.ordered(fips, fips)).containsExactly(fips);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, TLS_CHACHA20_POLY1305_SHA256", "TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"})
    void aServerThatFollowsTheClientUsesChaCha20(String version, String suite) throws Exception {
        HeldCertificate identity = CertificateBuilder.root("CN=localhost")
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "localhost"))
                .build();
        Queue<String> used = new ConcurrentLinkedQueue<>();
        HttpsServer server = server(identity, version, used);
        Vertx vertx = Vertx.vertx();
        try (KubernetesClient client = client(vertx, server, identity)) {
            assertThat(client.raw("/version")).isEqualTo("{}");
        } finally {
            vertx.close();
            server.stop(0);
        }
        assertThat(used).containsExactly(suite);
    }

    private static HttpsServer server(HeldCertificate identity, String version, Queue<String> used) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate certificate =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(identity.der()));
        store.setKeyEntry("server", identity.keyPair().getPrivate(), PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters settings = getSSLContext().getDefaultSSLParameters();
                settings.setProtocols(new String[] {version});
                settings.setUseCipherSuitesOrder(false);
                parameters.setSSLParameters(settings);
            }
        });
        server.createContext("/version", exchange -> {
            used.add(((HttpsExchange) exchange).getSSLSession().getCipherSuite());
            exchange.sendResponseHeaders(200, 2);
            try (var body = exchange.getResponseBody()) {
                body.write("{}".getBytes(StandardCharsets.US_ASCII));
            }
        });
        server.start();
        return server;
    }

    private static KubernetesClient client(Vertx vertx, HttpsServer server, HeldCertificate authority) {
        Leadership leadership = new Leadership(
                Optional.empty(), Duration.ofSeconds(10), Clock.systemUTC(), System::nanoTime, code -> {});
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(
                                "https://localhost:" + server.getAddress().getPort())
                        .withCaCertData(Base64.getEncoder()
                                .encodeToString(authority.pem().getBytes(StandardCharsets.US_ASCII)))
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(5_000)
                        .build())
                .withHttpClientFactory(ApiClientFactory.create(vertx, leadership, new ApiServerContact()))
                .build();
    }
}
