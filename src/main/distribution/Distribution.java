import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Completes target/ncb while Maven packages it: the order of the class path, completion scripts, and the archive of classes
 * for the JVM that runs this. JDK 25 and newer write an AOT cache, older ones a CDS archive.
 */
public final class Distribution {
    private static final String PACKAGE = "dev.namespacecerts.cli.";
    private static final boolean AOT = Runtime.version().feature() >= 25;

    private final Path lib;
    private final String classPath;

    private Distribution(Path lib, List<String> jars) {
        this.lib = lib;
        this.classPath =
                jars.stream().map(jar -> lib.resolve(jar).toString()).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * @param arguments the jar of the project, the folder with the other jars, and the time that all jars get, because the
     *     JVM compares it with the one of its archive
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path jar = Path.of(arguments[0]);
        Path home = Path.of(arguments[1]).toRealPath();
        Path lib = home.resolve("lib");
        Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        Path bin = Files.createDirectories(home.resolve("bin"));
        // kubectl runs the second for "kubectl ncb", and the third to complete it.
        for (String name : List.of("ncb", "kubectl-ncb", "kubectl_complete-ncb")) {
            Path script = bin.resolve(name);
            Files.copy(Path.of("src/main/distribution/ncb"), script, StandardCopyOption.REPLACE_EXISTING);
            script.toFile().setExecutable(true, false);
        }
        Files.copy(Path.of("LICENSE"), home.resolve("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
        FileTime time = FileTime.from(Instant.parse(arguments[2]));
        List<String> jars;
        try (Stream<Path> files = Files.list(lib)) {
            jars = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        Distribution distribution = new Distribution(lib, jars);
        if (AOT) {
            distribution.rewrite(jars);
        }
        for (String name : jars) {
            Files.setLastModifiedTime(lib.resolve(name), time);
        }
        Files.write(lib.resolve("classpath"), jars);
        distribution.archive();
        distribution.completions(Files.createDirectories(home.resolve("completions")));
        Files.writeString(lib.resolve("jvm"), jvm() + "\n");
    }

    private void rewrite(List<String> jars) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("src/main/distribution/Jars.java"));
        jars.stream()
                .filter(jar -> jar.startsWith("picocli-"))
                .map(jar -> lib.resolve(jar).toString())
                .forEach(arguments::add);
        java(arguments.toArray(new String[0]));
    }

    /** As the launcher finds it in the file "release" of a JDK. */
    private static String jvm() throws IOException {
        List<String> release = Files.readAllLines(Path.of(System.getProperty("java.home"), "release"));
        return Stream.of("IMPLEMENTOR", "JAVA_RUNTIME_VERSION", "OS_ARCH")
                .map(key -> release.stream()
                        .filter(line -> line.startsWith(key + "=\""))
                        .findFirst()
                        .map(line -> line.substring(key.length() + 2, line.length() - 1))
                        .orElse(""))
                .collect(Collectors.joining(" "));
    }

    private void archive() throws IOException, InterruptedException {
        String training = PACKAGE + "Training";
        if (!AOT) {
            Path archive = lib.resolve("ncb.jsa");
            Files.deleteIfExists(archive);
            java("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath, training);
            java("-Xshare:on", "-XX:SharedArchiveFile=" + archive, "-cp", classPath, PACKAGE + "Nothing");
            return;
        }
        Path configuration = lib.resolve("ncb.aotconf");
        Path cache = lib.resolve("ncb.aot");
        Files.deleteIfExists(cache);
        java("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration, "-cp", classPath, training);
        java("-XX:AOTMode=create", "-XX:AOTConfiguration=" + configuration, "-XX:AOTCache=" + cache, "-cp", classPath);
        java("-XX:AOTMode=on", "-XX:AOTCache=" + cache, "-cp", classPath, PACKAGE + "Nothing");
        Files.delete(configuration);
    }

    private void completions(Path folder) throws IOException, InterruptedException {
        for (String shell : List.of("bash", "zsh", "fish")) {
            Path file = folder.resolve(shell.equals("zsh") ? "_ncb" : "ncb." + shell);
            ProcessBuilder ncb = command("-cp", classPath, PACKAGE + "Ncb", "completion", shell);
            run(ncb.redirectOutput(file.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT));
        }
    }

    private void java(String... arguments) throws IOException, InterruptedException {
        Path log = lib.resolve("java.log");
        try {
            run(command(arguments).redirectErrorStream(true).redirectOutput(log.toFile()));
        } catch (IOException e) {
            System.err.print(Files.readString(log));
            throw e;
        }
        Files.delete(log);
    }

    /** With the garbage collector of the launcher: an archive has objects for one. */
    private static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static void run(ProcessBuilder command) throws IOException, InterruptedException {
        int exitCode = command.start().waitFor();
        if (exitCode != 0) {
            throw new IOException(
                    command.command().get(command.command().size() - 1) + " ends with exit code " + exitCode);
        }
    }
}
