package dev.namespacecerts.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy between a client and a server that can fail: it refuses connections, or is silent. */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final URI target;
    private volatile boolean refusing;
    private volatile boolean silent;

    private TcpProxy(URI target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** In front of the API server of a kubeconfig. */
    static TcpProxy before(Path kubeconfig) throws IOException {
        return new TcpProxy(URI.create(server(Files.readString(kubeconfig))));
    }

    /** In front of another server of this machine. */
    public static TcpProxy before(String address) {
        return new TcpProxy(URI.create("tcp://" + address));
    }

    /** Host and port. */
    public String address() {
        return "localhost:" + server.getLocalPort();
    }

    /** The same kubeconfig, through this proxy. */
    String through(String kubeconfig) {
        return kubeconfig.replace(server(kubeconfig), "https://127.0.0.1:" + server.getLocalPort());
    }

    private static String server(String kubeconfig) {
        return kubeconfig.replaceFirst("(?s).*server: \"?(https://[^\",}\\s]+).*", "$1");
    }

    /** Cuts all connections and refuses new ones. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** Keeps every connection open and forwards nothing, also on new connections. */
    public void swallow() {
        silent = true;
        forget();
    }

    /** Drops all open connections silently, like a NAT. New ones work. */
    public void forget() {
        pairs.forEach(pair -> pair.forgotten = true);
    }

    /** Forwards again; what was not forwarded stays lost. */
    public void restore() {
        refusing = false;
        silent = false;
    }

    private void cut() {
        pairs.forEach(Pair::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                if (refusing) {
                    client.close();
                } else {
                    Pair pair = new Pair(client, new Socket(target.getHost(), target.getPort()));
                    pair.forgotten = silent;
                    pairs.add(pair);
                    start(() -> pair.forward(pair.client, pair.server));
                    start(() -> pair.forward(pair.server, pair.client));
                }
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean forgotten;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /** Reads and drops the bytes of a silently dropped connection, so that the sender's kernel notices nothing. */
        void forward(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!forgotten) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException ended) {
                // closed below, as the other direction is
            }
            if (!forgotten) {
                close();
            }
        }

        void close() {
            pairs.remove(this);
            try (client;
                    server) {
                forgotten = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
