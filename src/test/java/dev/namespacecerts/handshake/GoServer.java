package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.GoProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A TLS server in Go, as Temporal Cloud is: {@code src/test/go/tlsserver}. */
public final class GoServer implements AutoCloseable {
    private final Folder folder = new Folder();
    private final Process process;
    private final int port;

    /** @param clientCas a file of PEM that it reads for every connection */
    public GoServer(Path clientCas) {
        ProcessBuilder builder = new ProcessBuilder(
                        GoProgram.of("tlsserver").file().toString(),
                        clientCas.toString(),
                        folder.write("server.crt", ServerIdentity.leaf().pem()).toString(),
                        folder.write("server.key", ServerIdentity.leaf().privateKeyPem())
                                .toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
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
