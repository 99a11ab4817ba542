package dev.namespacecerts.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** Clients of the port of health and metrics that never end their request, or never read the answer; 500 at a time. */
final class HalfRequests implements Attack.Edit, AutoCloseable {
    private static final int MOST = 500;
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final String METRICS = "GET /q/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Queue<Socket> sockets = new ArrayDeque<>();
    private final int port;

    HalfRequests(int port) {
        this.port = port;
    }

    @Override
    public void make(int round) {
        open("GET /q/metrics HTTP/1.1\r\nX-Half: ");
        open(METRICS.repeat(100));
        while (sockets.size() > MOST) {
            close(sockets.remove());
        }
    }

    private void open(String request) {
        Socket socket = new Socket();
        sockets.add(socket);
        try {
            socket.setReceiveBufferSize(2_048);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException refused) {
            // as it should be, beyond the limit of connections
        }
    }

    @Override
    public void close() {
        sockets.forEach(HalfRequests::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
