package dev.namespacecerts.operator;

import dev.namespacecerts.testing.GoProgram;
import dev.namespacecerts.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Git repository that is served over HTTP on loopback, and its working copy. */
final class GitRepository implements AutoCloseable {
    private final Path folder;
    private final Process server;
    private final String address;

    /**
     * @param root the folder of all served repositories
     * @param path the path of this one in it
     */
    GitRepository(Path root, String path) throws IOException, InterruptedException {
        folder = Files.createDirectories(root.resolve(path));
        git("init", "--quiet", "--initial-branch=main");
        server = GoProgram.of("gitserver").start(root.toString());
        BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
        address = "http://" + lines.readLine();
    }

    /** The URL of the server, without the path of the repository. */
    String address() {
        return address;
    }

    /** Writes files, or deletes those without content, and returns the commit. */
    String commit(Map<String, String> files) throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (file.getValue().isEmpty()) {
                Files.delete(path);
            } else {
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        git("add", "--all");
        git("commit", "--quiet", "--message=" + String.join(", ", files.keySet()));
        return git("rev-parse", "HEAD");
    }

    /** Tags the newest commit. */
    void tag(String name) throws IOException, InterruptedException {
        git("tag", name);
    }

    private String git(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=payments", "-c", "user.email=payments@acme.example"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null"); // no signatures, no hooks
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        return Tool.run(builder).strip();
    }

    @Override
    public void close() {
        server.destroy();
    }
}
