package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The command inspect ends in time, with one line, whatever a server does. */
class InspectHostileServerTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** A hello of TLS 1.2 with ECDHE-ECDSA-AES128-GCM-SHA256. */
    private static final String SERVER_HELLO =
            "160303002c" + "02000028" + "0303" + "ab".repeat(32) + "00" + "c02b" + "00" + "0000";

    /** The start of a message with a chain of 16 MiB, and of a record with its first 16 KiB. */
    private static final String LARGE_CHAIN = "1603034000" + "0bffffff" + "fffffc" + "fffff9";

    private static final String WARNING = "15030300020164";

    /** What a server does once the client has said hello. */
    private interface Behaviour {
        void answer(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    private static void refused(Duration limit, Behaviour behaviour, String message) {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(listener, behaviour));
            server.setDaemon(true);
            server.start();
            long start = System.nanoTime();
            NcbRun run = InspectRun.of(new byte[0], limit, "127.0.0.1:" + listener.getLocalPort());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.multipliedBy(2));
            assertThat(run.err()).contains(message).hasLineCount(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(ServerSocket listener, Behaviour behaviour) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().read(new byte[16_384]); // the client's hello
            behaviour.answer(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // the client closed the connection
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static void endlessly(OutputStream out, byte[] bytes) throws IOException {
        while (true) {
            out.write(bytes);
        }
    }

    @Test
    void noAnswer() {
        refused(SHORT, (in, out) -> Thread.sleep(60_000), "did not complete a TLS handshake in 1 s.");
    }

    @Test
    void oneByteAtATime() {
        refused(
                SHORT,
                (in, out) -> {
                    for (byte each : hex(SERVER_HELLO + "00".repeat(1_000))) {
                        out.write(each);
                        Thread.sleep(300);
                    }
                },
                "did not complete a TLS handshake in 1 s.");
    }

    @Test
    void endlessWarnings() {
        refused(SHORT, (in, out) -> endlessly(out, hex(WARNING)), "127.0.0.1:");
    }

    @Test
    void endlessBytes() {
        refused(LIMIT, (in, out) -> endlessly(out, new byte[65_536]), "The TLS handshake with 127.0.0.1:");
    }

    @Test
    void aChainOf16MiB() {
        refused(
                LIMIT,
                (in, out) -> {
                    out.write(hex(SERVER_HELLO + LARGE_CHAIN));
                    out.write(new byte[16_384 - 10]);
                    while (true) {
                        out.write(hex("1603034000"));
                        out.write(new byte[16_384]);
                    }
                },
                "exceeds the maximum allowed size");
    }

    @Test
    void noTls() {
        refused(
                LIMIT,
                (in, out) ->
                        out.write("HTTP/1.1 400 Bad Request\r\n\r\n\u001b[31m".getBytes(StandardCharsets.US_ASCII)),
                "The TLS handshake with 127.0.0.1:");
    }

    @Test
    void anImmediateEnd() {
        refused(LIMIT, (in, out) -> out.close(), "127.0.0.1:");
    }

    @Test
    void nothingListens() throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listener.getLocalPort();
        }
        NcbRun run = InspectRun.of("127.0.0.1:" + port, "name.invalid:443");
        assertThat(run.err()).contains("cannot be reached: Connection refused.", "The name of name.invalid:443");
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
