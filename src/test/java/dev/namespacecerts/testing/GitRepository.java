package dev.namespacecerts.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository of Git in a temporary folder. */
public final class GitRepository {
    private final Path folder;

    /** Creates the repository, whose branch is main. */
    public GitRepository(Path folder) {
        this.folder = folder;
        folder.toFile().mkdirs();
        git("init", "-q", "-b", "main", ".");
    }

    public Path folder() {
        return folder;
    }

    /** The environment of a command that may find git. */
    public static Map<String, String> environment() {
        return Map.of("PATH", System.getenv("PATH"));
    }

    /** Writes a file. */
    public GitRepository file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits all files. */
    public String commit() {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", "x");
        return git("rev-parse", "HEAD");
    }

    /** Runs git, and returns what it prints. */
    public String git(String... arguments) {
        return gitWith("", arguments);
    }

    /** Runs git with an input. */
    public String gitWith(String input, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "gc.auto=0"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
            builder.environment().put("HOME", folder.toString());
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(printed).isZero();
            return printed.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
