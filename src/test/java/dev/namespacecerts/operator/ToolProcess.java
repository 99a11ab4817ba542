package dev.namespacecerts.operator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A controller of a GitOps tool as a process, with a log. */
record ToolProcess(Process process, Path log) implements AutoCloseable {
    /**
     * Starts it.
     *
     * @param folder an empty folder for its log and its temporary files
     */
    static ToolProcess start(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        Path log = Files.createDirectories(folder).resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .put("TMPDIR", Files.createDirectory(folder.resolve("tmp")).toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ToolProcess(process, log);
    }

    /** A port on loopback that is free at the moment. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
