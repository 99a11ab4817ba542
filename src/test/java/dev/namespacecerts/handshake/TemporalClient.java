package dev.namespacecerts.handshake;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Temporal's Java SDK with the files of a Secret, in a process of its own: with Bouncy Castle on the class path, as the
 * tests have it and few workers do, it would read more kinds of keys.
 */
public final class TemporalClient implements AutoCloseable {
    static final String ACCEPTED = "accepted";

    private static final Path TARGET = Path.of(System.getProperty("basedir", ""), "target");

    private final Folder folder = new Folder();
    private final Process worker;
    private final PrintWriter questions;
    private final BufferedReader answers;

    public TemporalClient() {
        try {
            worker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(),
                            TemporalWorker.class.getName(),
                            folder.write(
                                            "server-root.crt",
                                            ServerIdentity.root().pem())
                                    .toString())
                    .redirectError(TARGET.resolve("temporal-worker.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = new PrintWriter(worker.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param port of a gRPC server on this machine */
    public Handshake connect(int port, Identity identity) {
        folder.write("tls.crt", identity.chain());
        folder.write("tls.key", identity.key());
        questions.println(port + " " + folder.path());
        try {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the worker has ended with " + worker.waitFor());
            }
            return new Handshake(answer.equals(ACCEPTED), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        worker.destroyForcibly().onExit().join();
        folder.close();
    }

    private static String classPath() throws IOException {
        String ofTests = Files.readString(TARGET.resolve("test-classpath"));
        return Stream.concat(
                        Stream.of(TARGET.resolve("test-classes").toString()),
                        Arrays.stream(ofTests.strip().split(File.pathSeparator))
                                .filter(jar -> !jar.contains("bouncycastle")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
