package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.GoProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A TLS server in Go that accepts clients of the CAs of a file. */
public final class GoServer implements AutoCloseable {
    private final Folder folder = new Folder();
    private final Process process;
    private final int port;

    /**
     * A server like Temporal Cloud: {@code src/test/go/tlsserver}.
     *
     * @param clientCas a file of PEM that it reads for every connection
     */
    public GoServer(Path clientCas) {
        this("tlsserver", clientCas);
    }

    /**
     * A Temporal frontend.
     *
     * @param program {@code temporaltls}, which is its TLS code alone, or {@code temporalserver}, a whole Temporal
     *     server that speaks gRPC alone
     * @param clientCas a PEM file; the server notices only a change of its first certificate
     */
    public static GoServer ofTemporal(String program, Path clientCas, Duration refreshInterval) {
        return new GoServer(program, clientCas, refreshInterval.toMillis() + "ms");
    }

    private GoServer(String program, Path clientCas, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                GoProgram.of(program).file().toString(),
                clientCas.toString(),
                folder.write("server.crt", ServerIdentity.leaf().pem()).toString(),
                folder.write("server.key", ServerIdentity.leaf().privateKeyPem())
                        .toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("GODEBUG");
        try {
            process = builder.start();
            port = Integer.parseInt(
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        folder.close();
    }
}
