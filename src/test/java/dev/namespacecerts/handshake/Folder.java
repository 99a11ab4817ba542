package dev.namespacecerts.handshake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Files for programs that read files, gone when it is closed. */
public final class Folder implements AutoCloseable {
    private final Path path;

    public Folder() {
        try {
            path = Files.createTempDirectory("handshake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Where a file is, or would be. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a file atomically: a reader sees the complete old or the complete new text. */
    public Path write(String name, String text) {
        try {
            Path whole = Files.writeString(Files.createTempFile(path, name, ".new"), text);
            return Files.move(whole, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
