package dev.namespacecerts.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The operator with the image's JVM options and the memory that the chart gives a Pod: in a cgroup of that limit where one
 * can be made (by root on Linux), else in a JVM that takes the limit for the memory of the machine.
 */
public final class Pod implements AutoCloseable {
    private static final Path VALUES = Path.of("helm/namespace-certificate-operator/values.yaml");
    private static final Path CGROUP_1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path CGROUP_2 = Path.of("/sys/fs/cgroup");

    /** The memory of the chart's Pods, in bytes. */
    public static final long LIMIT = limit();

    /** What has a JVM run with the image's options, on a machine that seems to have {@link #LIMIT} bytes of memory. */
    static final String JVM = "@" + Path.of("jvm.options").toAbsolutePath() + " -XX:MaxRAM=" + LIMIT;

    private final Path cgroup = cgroup();
    private final OperatorProcess operator;

    Pod(Path kubeconfig) {
        this(Path.of(""), List.of("java", "-jar", "target/quarkus-app/quarkus-run.jar"), kubeconfig, environment());
    }

    /** Runs a command of an image in the folder of its files. */
    public Pod(Path folder, List<String> entrypoint, Path kubeconfig, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        if (cgroup != null) {
            command.addAll(
                    List.of("sh", "-c", "echo $$ > " + cgroup.resolve("cgroup.procs") + " && exec \"$@\"", "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(entrypoint.subList(1, entrypoint.size()));
        operator = OperatorProcess.start(folder, command, kubeconfig, environment);
    }

    /** For processes that no cgroup limits. */
    static Map<String, String> environment() {
        return Map.of("JDK_JAVA_OPTIONS", JVM, "MALLOC_ARENA_MAX", "1");
    }

    /** The largest heap that the image's options allow at that limit. */
    static int heapMebibytes() {
        try {
            String options = Files.readString(Path.of("jvm.options"));
            String percentage = options.replaceAll("(?s).*-XX:MaxRAMPercentage=(\\d+).*", "$1");
            return (int) ((LIMIT * Long.parseLong(percentage) / 100) >> 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long limit() {
        try {
            String memory = new ObjectMapper(new YAMLFactory())
                    .readTree(VALUES.toFile())
                    .at("/resources/limits/memory")
                    .asText();
            return Quantity.getAmountInBytes(new Quantity(memory)).longValueExact();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path cgroup() {
        boolean first = Files.isDirectory(CGROUP_1);
        Path parent = first ? CGROUP_1 : CGROUP_2;
        if (!Files.isWritable(parent)) {
            return null;
        }
        try {
            Path made = Files.createDirectory(parent.resolve("pod-" + UUID.randomUUID()));
            Files.writeString(made.resolve(first ? "memory.limit_in_bytes" : "memory.max"), Long.toString(LIMIT));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public OperatorProcess operator() {
        return operator;
    }

    /** The most memory that it has had so far, in bytes, pages of files included. */
    public long peak() {
        return memory("VmHWM");
    }

    /** A line of the kernel's status of the process, in bytes. */
    public long memory(String name) {
        try {
            Path status = Path.of("/proc", Long.toString(operator.process().pid()), "status");
            String line = Files.readAllLines(status).stream()
                    .filter(text -> text.startsWith(name + ":"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        operator.close();
        try {
            if (cgroup != null) {
                Files.delete(cgroup);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
