package dev.namespacecerts.manifest.git;

import dev.namespacecerts.x509.DisplayText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs git so that it executes nothing that a repository configures: no hook, monitor, filter or pager, and no transport, which a
 * partial clone would start to fetch a missing object. It writes nothing.
 */
final class Git {
    /** After that git is ended: a hostile repository can keep it busy for ever. */
    private static final int MOST_SECONDS = 300;

    private static final int LONGEST_LINE = 8192;
    private static final int SHOWN = 300;

    private static final List<String> SAFE = List.of(
            "--no-pager",
            "--literal-pathspecs",
            "--no-replace-objects",
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.alternateRefsCommand=false",
            "-c",
            "core.sshCommand=false",
            "-c",
            "safe.bareRepository=explicit");

    /** The others are dropped: GIT_DIR, for example, would mean another repository, and GIT_TRACE writes files. */
    private static final List<String> KEPT =
            List.of("PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR");

    private static final Map<String, String> ADDED = Map.of(
            "LC_ALL", "C",
            "GIT_ALLOW_PROTOCOL", "none",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_TERMINAL_PROMPT", "0");

    private final Map<String, String> environment;
    private final Path folder;

    /**
     * @param environment of this process
     * @param folder in the repository
     */
    Git(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** Starts git; its error output is dropped, except by {@link #lines}. */
    Process start(List<String> arguments) throws GitException {
        return start(arguments, ProcessBuilder.Redirect.DISCARD);
    }

    private Process start(List<String> arguments, ProcessBuilder.Redirect errors) throws GitException {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(SAFE);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectError(errors);
        builder.environment().clear();
        KEPT.stream()
                .filter(environment::containsKey)
                .forEach(name -> builder.environment().put(name, environment.get(name)));
        builder.environment().putAll(ADDED);
        try {
            Process process = builder.start();
            CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            return process;
        } catch (IOException e) {
            throw new GitException("git cannot be started.");
        }
    }

    /** Never a program of the current folder, which may be the repository. */
    private String program() throws GitException {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(entry -> absolute(entry).stream())
                .flatMap(entry -> Stream.of(entry.resolve("git"), entry.resolve("git.exe")))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new GitException("git is not on the PATH. A range of Git needs it."));
    }

    private static Optional<Path> absolute(String entry) {
        try {
            return Optional.of(Path.of(entry)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The lines that git prints.
     *
     * @param failure what to say if it fails; git's own message follows
     */
    List<String> lines(String failure, String... arguments) throws GitException {
        Process process = start(List.of(arguments), ProcessBuilder.Redirect.PIPE);
        try (InputStream out = process.getInputStream();
                InputStream errors = process.getErrorStream()) {
            process.getOutputStream().close();
            String printed = new String(out.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8);
            String error = new String(errors.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new GitException(failure + (error.isEmpty() ? "" : " git says: " + DisplayText.of(error, SHOWN)));
            }
            return printed.lines().toList();
        } catch (IOException e) {
            throw new GitException(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitException("Interrupted.");
        }
    }
}
