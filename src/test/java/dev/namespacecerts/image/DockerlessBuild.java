package dev.namespacecerts.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows the Dockerfile step by step as Docker does, with folders in place of images and with the JVM of the tests in place
 * of the one in the base image.
 */
public final class DockerlessBuild {
    private static final Path CONTEXT = Path.of("");

    private final Path folder;
    private final Map<String, Path> stages = new HashMap<>();
    private Path root;
    private Path workingDirectory;

    private DockerlessBuild(Path folder) {
        this.folder = folder;
    }

    /** Builds the image of the Dockerfile and starts nothing. Returns the folder that its entry point runs in. */
    public static Path build(Path folder) throws IOException, InterruptedException {
        return build(Dockerfile.read(), folder);
    }

    /** The command of the image, for the JVM of the tests. */
    public static List<String> entrypoint() {
        return here(Dockerfile.read().last("ENTRYPOINT"));
    }

    /** The environment variables of the image. */
    public static Map<String, String> environment() {
        return Dockerfile.read().last("ENV").stream()
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Returns the working directory of the last stage. */
    static Path build(Dockerfile dockerfile, Path folder) throws IOException, InterruptedException {
        DockerlessBuild build = new DockerlessBuild(folder);
        for (Dockerfile.Stage stage : dockerfile.stages()) {
            build.begin(stage);
            for (Dockerfile.Step step : stage.steps()) {
                build.follow(step);
            }
        }
        return build.workingDirectory;
    }

    private void begin(Dockerfile.Stage stage) throws IOException {
        root = Files.createDirectory(folder.resolve("stage-" + stages.size()));
        workingDirectory = root;
        stages.put(stage.name(), root);
    }

    private void follow(Dockerfile.Step step) throws IOException, InterruptedException {
        switch (step.instruction()) {
            case "WORKDIR" ->
                workingDirectory =
                        Files.createDirectories(path(root, step.arguments().get(0)));
            case "COPY" -> copy(step);
            case "RUN" -> run(step.arguments());
            default -> {} // says something about the image that is made of it
        }
    }

    private void copy(Dockerfile.Step step) throws IOException {
        int last = step.arguments().size() - 1;
        Path target = path(root, step.arguments().get(last));
        for (String source : step.arguments().subList(0, last)) {
            Path from = step.from() == null ? CONTEXT.resolve(source) : path(stages.get(step.from()), source);
            if (Files.isDirectory(from)) {
                copyContent(from, target);
            } else {
                Files.copy(from, target.resolve(from.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void copyContent(Path from, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        run(workingDirectory, command);
    }

    /** Runs a command of the image and returns what it printed. @throws AssertionError where it fails */
    static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(here(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + " failed:\n" + text);
        }
        return text;
    }

    /** A command of the image for the JVM of the tests. */
    static List<String> here(List<String> command) {
        return command.stream().map(DockerlessBuild::here).toList();
    }

    /** Before JDK 25 the cache was called an archive, held less, and was made by other options. */
    private static String here(String argument) {
        if (argument.equals("java")) {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }
        if (Runtime.version().feature() >= 25) {
            return argument;
        }
        return argument.replace("-XX:AOTCacheOutput=", "-XX:ArchiveClassesAtExit=")
                .replace("-XX:AOTCache=", "-XX:SharedArchiveFile=")
                .replace("-XX:AOTMode=on", "-Xshare:on");
    }

    /** A path of an image, which begins at its root or at the working directory. */
    private Path path(Path image, String path) {
        return path.startsWith("/") ? image.resolve(path.substring(1)) : workingDirectory.resolve(path);
    }
}
