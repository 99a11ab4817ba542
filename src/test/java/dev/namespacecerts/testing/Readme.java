package dev.namespacecerts.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of the README and of other pages: their {@code sh} blocks, which must work as they stand. */
public final class Readme {
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (.*?)$(.*?)(?=^## |\\z)");
    private static final Pattern SH_BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    private static final Pattern OUTPUT_BLOCK = Pattern.compile("(?ms)^```\n(\\S.*?)^```$");

    private static final Path README = Path.of("README.md");

    private Readme() {}

    /** Those of one section of the README, in order. */
    public static List<String> blocks(String section) {
        return blocks(README, section);
    }

    /** Those of one section of a page, in order. */
    public static List<String> blocks(Path page, String section) {
        return SECTION.matcher(read(page))
                .results()
                .filter(found -> found.group(1).equals(section))
                .flatMap(found -> SH_BLOCK.matcher(found.group(2)).results())
                .map(block -> block.group(1))
                .toList();
    }

    /** What the first block of a section without a language shows as output. */
    public static String shown(String section) {
        return SECTION.matcher(text())
                .results()
                .filter(found -> found.group(1).equals(section))
                .flatMap(found -> OUTPUT_BLOCK.matcher(found.group(2)).results())
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** All of them. */
    public static List<String> blocks() {
        return SH_BLOCK.matcher(text()).results().map(block -> block.group(1)).toList();
    }

    /** Runs a block in a folder against a cluster; this machine may lack kubectl and Helm. Returns what it prints. */
    public static String run(String block, ControlPlane cluster, Path folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String programs = """
                kubectl() { '%s' "$@"; }
                helm() { '%s' -cp 'target/test-classes:%s' dev.namespacecerts.chart.HelmProgram "$@"; }
                """.formatted(cluster.kubectl(), java, read(Path.of("target/test-classpath")));
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", programs + block)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(block + "\n" + text).isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text() {
        return read(README);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
