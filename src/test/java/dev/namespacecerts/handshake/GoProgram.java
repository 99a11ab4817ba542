package dev.namespacecerts.handshake;

import java.nio.file.Path;
import java.util.Map;

/** The programs in {@code src/test/go}, built once for a JVM. They need the standard library only. */
final class GoProgram {
    private static final Path BASE = Path.of(System.getProperty("basedir", ""));

    private GoProgram() {}

    /** The path of a program that is ready to be run. */
    static synchronized Path built(String name) {
        Path program = BASE.resolve("target/go").resolve(name).toAbsolutePath();
        ProcessBuilder build = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                .directory(BASE.resolve("src/test/go").resolve(name).toFile());
        // As Go is out of the box, without switches that somebody may have set.
        build.environment().remove("GODEBUG");
        build.environment().putAll(Map.of("GOFLAGS", "", "GOPROXY", "off", "CGO_ENABLED", "0"));
        Tool.run(build);
        return program;
    }
}
