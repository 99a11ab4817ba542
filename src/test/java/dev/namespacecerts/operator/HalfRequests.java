package dev.namespacecerts.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients of the port of health and metrics that never end their request, or never read the answer; 500 at a time. */
final class HalfRequests implements Attack.Edit, AutoCloseable {
    private static final int MOST = 500;
    private static final String METRICS = "GET /q/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Queue<Socket> sockets = new ArrayDeque<>();
    private final int port;

    HalfRequests(int port) {
        this.port = port;
    }

    @Override
    public void make(int round) {
        try {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(2_048);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.getOutputStream()
                    .write((round % 2 == 0 ? METRICS.repeat(100) : "GET /q/metrics HTTP/1.1\r\nX-Half: ")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException refused) {
            // as it should be, beyond the limit of connections
        }
        if (sockets.size() > MOST) {
            close(sockets.remove());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
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
