package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The launcher of the distribution that Maven has just packaged, with the JDK of this test. */
class LauncherIT {
    @SuppressWarnings("unused")
    private static final List<String> NAMES = Commands.NAMES;

    private static final Path HOME = Path.of("target/ncb").toAbsolutePath();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final boolean AOT = Runtime.version().feature() >= 25;

    /** Ends the JVM if it rejects its archive. */
    private static final String REQUIRED = AOT ? "-XX:AOTMode=on" : "-Xshare:on";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setUp() {
        environment.put("JAVA_HOME", JAVA_HOME.toString());
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", folder.toString());
    }

    private record Run(int exitCode, String out, String err) {}

    private Run run(Object program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyCommandRunsWithTheArchive(String name) throws Exception {
        environment.put("JDK_JAVA_OPTIONS", REQUIRED);
        Run run = run(HOME.resolve("bin/ncb"), name, "--help");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Usage: ncb " + name + " ");
    }

    /** The JDKs of this machine from version 17 on, the one of this test among them. */
    @SuppressWarnings("unused")
    private static List<Path> jdks() throws IOException {
        List<Path> jdks = new ArrayList<>(List.of(JAVA_HOME.toRealPath()));
        for (Path folder : List.of(JAVA_HOME.toRealPath().getParent(), Path.of("/usr/lib/jvm"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> homes = Files.list(folder)) {
                    homes.filter(home -> feature(home) >= 17).forEach(jdks::add);
                }
            }
        }
        List<Path> distinct = new ArrayList<>();
        for (Path home : jdks) {
            if (!distinct.contains(home.toRealPath())) {
                distinct.add(home.toRealPath());
            }
        }
        return distinct;
    }

    private static int feature(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    ? Files.readAllLines(home.resolve("release")).stream()
                            .filter(line -> line.startsWith("JAVA_VERSION=\""))
                            .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                            .mapToInt(Integer::parseInt)
                            .findFirst()
                            .orElse(0)
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** With the archive, with one of its own, or, on JDK 17, with none. */
    @ParameterizedTest
    @MethodSource("jdks")
    void everyJdkRunsItWithoutAWord(Path jdk) throws Exception {
        environment.put("JAVA_HOME", jdk.toString());
        try (InputStream manifests = Training.class.getResourceAsStream("training.yaml")) {
            Files.copy(manifests, folder.resolve("a.yaml"));
        }
        for (int i = 0; i < 2; i++) {
            Run run = run(HOME.resolve("bin/ncb"), "lint", "a.yaml");
            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).startsWith("a.yaml:").contains("CA-5");
        }
    }

    /** Only a terminal shows it; the program script makes one. */
    @Test
    void progressIsForATerminal() throws Exception {
        String shown = "for i in $(seq 300); do ! grep -q Judging shown || break; sleep 0.1; done";
        run("script", "-qefc", shown + " | " + HOME.resolve("bin/ncb") + " lint -", "shown");
        assertThat(folder.resolve("shown")).content().contains("Judging.", "\r\u001b[K");
        String slow = "sleep 2 | " + HOME.resolve("bin/ncb") + " lint -";
        Run piped = run("script", "-qec", "sh -c '" + slow + "' 2>err", "/dev/null");
        assertThat(piped.out()).doesNotContain("Judging").contains("Standard input is empty");
        assertThat(folder.resolve("err")).isEmptyFile();
        environment.put("CI", "true");
        assertThat(run("script", "-qec", slow, "/dev/null").out()).doesNotContain("Judging");
    }

    @Test
    void kubectlCompletesThePlugin() throws Exception {
        assertThat(run(HOME.resolve("bin/kubectl_complete-ncb"), "li")).isEqualTo(new Run(0, "lint\n:4\n", ""));
        assertThat(run(HOME.resolve("bin/kubectl_complete-ncb"), "lint", "--fo").out())
                .isEqualTo("--format\n:4\n");
    }

    @Test
    void lintsWithoutAWordOfTheJvm() throws Exception {
        Files.writeString(folder.resolve(".hotspotrc"), "-XX:+PrintFlagsFinal");
        Files.writeString(folder.resolve(".hotspot_compiler"), "print java/lang/String.length");
        Files.writeString(folder.resolve("JDK_JAVA_OPTIONS"), "-version");
        try (InputStream manifests = Training.class.getResourceAsStream("training.yaml")) {
            Files.copy(manifests, folder.resolve("a.yaml"));
        }
        Run run = run(HOME.resolve("bin/ncb"), "lint", "a.yaml");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("a.yaml:").contains("CA-5");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void runsThroughLinksAndInAFolderWithSpaces() throws Exception {
        Path archive =
                Path.of("target/ncb-" + ProgramVersion.current() + ".tar.gz").toAbsolutePath();
        Path unpacked = Files.createDirectory(folder.resolve("un packed"));
        assertThat(run("tar", "-xzf", archive.toString(), "-C", unpacked.toString()))
                .isEqualTo(new Run(0, "", ""));
        Path bin = Files.createDirectory(folder.resolve("my bin"));
        Path program = unpacked.resolve("ncb-" + ProgramVersion.current() + "/bin/ncb");
        Files.createSymbolicLink(folder.resolve("first"), program);
        Files.createSymbolicLink(bin.resolve("ncb"), Path.of("../first"));
        Files.createSymbolicLink(bin.resolve("kubectl-ncb"), program.resolveSibling("kubectl-ncb"));
        environment.put("PATH", bin + ":/usr/bin:/bin");
        environment.put("JDK_JAVA_OPTIONS", REQUIRED);
        assertThat(run(bin.resolve("ncb")).out()).startsWith("Usage: ncb ");
        assertThat(run("/bin/sh", "-c", "ncb").out()).startsWith("Usage: ncb ");
        assertThat(run("/bin/sh", "-c", "kubectl-ncb lint --help").out()).startsWith("Usage: kubectl ncb lint ");
        Files.createSymbolicLink(bin.resolve("java"), JAVA_HOME.resolve("bin/java"));
        environment.remove("JAVA_HOME");
        assertThat(run("/bin/sh", "-c", "ncb").out()).startsWith("Usage: ncb ");
    }

    /** A JVM that did not build the distribution starts without its archive, and from JDK 19 on writes one of its own. */
    @Test
    void anotherJvmDoesNotUseTheArchive() throws Exception {
        Path copy = folder.resolve("copy");
        assertThat(run("cp", "-pr", HOME.toString(), copy.toString()).exitCode())
                .isZero();
        Files.writeString(copy.resolve("lib/jvm"), "another\n");
        for (int i = 0; i < 2; i++) {
            Run run = run(copy.resolve("bin/ncb"), "--version");
            assertThat(run).isEqualTo(new Run(0, ProgramVersion.current() + "\n", ""));
        }
        Path cache = folder.resolve(".cache/namespace-certificate-operator/ncb");
        if (Runtime.version().feature() >= 19) {
            try (Stream<Path> archives = Files.list(cache)) {
                assertThat(archives).singleElement().asString().endsWith(".jsa");
            }
        } else {
            assertThat(cache).doesNotExist();
        }
    }

    @Test
    void saysWhichJavaIsRequired() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk-11/bin"));
        Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"11.0.28\"\n");
        Files.writeString(old.resolve("java"), "#!/bin/sh\necho old\n");
        assertThat(old.resolve("java").toFile().setExecutable(true)).isTrue();
        environment.put("JAVA_HOME", old.getParent().toString());
        assertThat(run(HOME.resolve("bin/ncb")))
                .isEqualTo(new Run(2, "", "ncb: Java 17 or newer is required, and " + old + "/java is 11.0.28\n"));
        environment.put("JAVA_HOME", folder.toString());
        assertThat(run(HOME.resolve("bin/ncb")).err())
                .isEqualTo("ncb: Java 17 or newer is required, and JAVA_HOME (" + folder + ") has no bin/java\n");
        environment.remove("JAVA_HOME");
        environment.put("PATH", "/no");
        assertThat(run(HOME.resolve("bin/ncb")).err())
                .isEqualTo("ncb: Java 17 or newer is required: set JAVA_HOME, or put java on the PATH\n");
    }
}
