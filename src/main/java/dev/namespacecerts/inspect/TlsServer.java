package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.DisplayText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.security.auth.x500.X500Principal;

/**
 * Reads the certificates that a TLS server presents. Sends a handshake and nothing else, trusts nobody and has no client
 * certificate. Time is limited as a whole; Java limits the size of a handshake message (32 KiB) and of a chain (10).
 */
public final class TlsServer {
    /** Maximum time from the resolution of the name to the end of the handshake. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final int MOST_AUTHORITIES = 100;
    private static final int SHOWN = 256;
    private static final int SHOWN_ERROR = 200;

    private final ServerAddress address;
    private final Optional<String> serverName;
    private final HandshakeRecorder recorder = new HandshakeRecorder();
    private final Socket socket = new Socket(Proxy.NO_PROXY);

    private TlsServer(ServerAddress address, Optional<String> serverName) {
        this.address = address;
        this.serverName = serverName;
    }

    /**
     * Connects, and reads what the server presents.
     *
     * @param serverName for SNI; empty for the host of the address, if that is a name
     */
    public static Input read(ServerAddress address, Optional<String> serverName, Duration limit)
            throws InspectException {
        return new TlsServer(address, serverName).read(limit);
    }

    private Input read(Duration limit) throws InspectException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        // Neither the resolution of a name nor a handshake that trickles has a time limit of its own.
        Thread thread = new Thread(() -> handshake(limit, done), "handshake");
        thread.setDaemon(true);
        thread.start();
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (recorder.chain().isEmpty()) { // else the server rejected this client after it had presented its chain
                throw new InspectException(
                        e.getCause() instanceof SocketTimeoutException ? late(limit) : reason(e.getCause()));
            }
        } catch (TimeoutException e) {
            throw new InspectException(late(limit));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InspectException("Interrupted.");
        } finally {
            close();
        }
        return input();
    }

    private Input input() {
        String protocol = recorder.protocol().replace("TLSv", "TLS ");
        List<X500Principal> authorities = recorder.authorities();
        ServerFacts facts = new ServerFacts(
                protocol,
                recorder.asksForClients(),
                authorities.stream()
                        .limit(MOST_AUTHORITIES)
                        .map(name -> DisplayText.of(name.getName(), SHOWN))
                        .toList(),
                Math.max(0, authorities.size() - MOST_AUTHORITIES));
        Input chain = SourceBuilder.ofDer(address.toString(), recorder.chain()).input(protocol);
        return new Input(chain.name(), chain.format(), chain.sources(), chain.notes(), chain.unshown(), facts);
    }

    private void handshake(Duration limit, CompletableFuture<Void> done) {
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) limit.toMillis());
            socket.setSoTimeout((int) limit.toMillis());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {recorder.clients()}, new TrustManager[] {recorder}, new SecureRandom());
            try (SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, address.host(), address.port(), true)) {
                tls.setSSLParameters(parameters(tls));
                tls.startHandshake();
                done.complete(null);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private SSLParameters parameters(SSLSocket tls) {
        SSLParameters parameters = tls.getSSLParameters();
        List<String> supported = Arrays.asList(tls.getSupportedProtocols());
        parameters.setProtocols(
                Arrays.stream(PROTOCOLS).filter(supported::contains).toArray(String[]::new));
        String name = serverName.orElse(address.isIpAddress() ? "" : address.host());
        parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(IDN.toASCII(name))));
        return parameters;
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to be done
        }
    }

    private String late(Duration limit) {
        return address + " did not complete a TLS handshake in " + limit.toSeconds() + " s.";
    }

    private String reason(Throwable error) {
        if (error instanceof UnknownHostException) {
            return "The name of " + address + " cannot be resolved.";
        } else if (error instanceof ConnectException || error instanceof NoRouteToHostException) {
            return address + " cannot be reached: " + DisplayText.of(String.valueOf(error.getMessage()), SHOWN_ERROR)
                    + ".";
        } else if (error instanceof IllegalArgumentException) {
            return "The server name is not a valid host name. Set another one with --server-name.";
        } else if (error instanceof SSLException) {
            return "The TLS handshake with " + address + " failed: "
                    + DisplayText.of(String.valueOf(error.getMessage()), SHOWN_ERROR)
                    + ". Only TLS 1.2 and 1.3 are used.";
        }
        return address + " ended the connection before it presented a certificate.";
    }
}
