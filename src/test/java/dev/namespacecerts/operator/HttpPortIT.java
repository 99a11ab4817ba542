package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cluster.ControlPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that reaches the port of health and metrics needs no credentials, and can do no harm. */
class HttpPortIT {
    /** 500 in the build, 19,000 under -Psoak. */
    private static final int CLIENTS = Integer.getInteger("namespacecerts.clients", 500);

    private static final Duration UNTIL_CLOSED = Duration.ofSeconds(20);

    private final List<Socket> sockets = new ArrayList<>();
    private OperatorProcess operator;

    @BeforeEach
    void start() {
        OperatorProcess.installCrds(ControlPlane.shared());
        operator = OperatorProcess.start(
                        ControlPlane.shared().kubeconfig(), Map.of("JAVA_TOOL_OPTIONS", "-Xmx128m -XX:+UseSerialGC"))
                .awaitStarted();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        operator.close();
    }

    @Test
    void requestsCreateNoTimeSeries() throws IOException {
        long before = series();
        for (int i = 0; i < 300; i++) {
            Socket socket = send("METHOD" + i + " /path-" + i + " HTTP/1.1\r\nHost: host-" + i + "\r\n"
                    + "Connection: close\r\n\r\n");
            socket.getInputStream().readAllBytes();
            socket.close();
        }
        assertThat(series()).isBetween(before - 20, before + 20);
        assertThat(operator.get("/q/metrics")).doesNotContain("METHOD", "path-", "host-");
    }

    @Test
    void incompleteRequestsAndStalledReadersAreDisconnectedAndFillNoMemory() throws IOException {
        String metrics = "GET /q/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int i = 0; i < CLIENTS; i++) {
            send(i % 2 == 0 ? metrics.repeat(100) : "GET /q/metrics HTTP/1.1\r\nX-Half: ");
        }
        await().atMost(UNTIL_CLOSED)
                .ignoreExceptions() // too many clients at once: a connection may be closed before it is answered
                .untilAsserted(() -> assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\""));
        assertThat(operator.get("/q/metrics")).contains("jvm_memory_used_bytes");
        for (Socket socket : sockets) {
            assertThat(isClosed(socket)).isTrue();
        }
        assertThat(operator.log()).doesNotContain("OutOfMemory");
    }

    @Test
    void headersAndUrlsAreLimited() throws IOException {
        assertThat(answer("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] 414.*");
        assertThat(answer(
                        "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] 431.*");
    }

    private long series() {
        return operator.get("/q/metrics")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .count();
    }

    private String answer(String request) throws IOException {
        return new String(send(request).getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2_048);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), operator.port()));
        socket.setSoTimeout((int) UNTIL_CLOSED.toMillis());
        sockets.add(socket);
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException refused) {
            assertThat(refused).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        return socket;
    }

    /** Whether the operator closed it: what was answered before is read first. */
    private static boolean isClosed(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
