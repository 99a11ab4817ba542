package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The words with which the project's README installs the operator do it. */
class ChartInstallIT {
    private static final Pattern INSTALL = Pattern.compile("(?ms)^## Install$.*?^## ");
    private static final Pattern SH_BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    private final Releases releases = Releases.shared();

    @AfterEach
    void clear() {
        releases.clear();
    }

    @Test
    void withHelm() {
        assertThat(run(0)).contains("STATUS: deployed");
        assertThat(releases.installed()).hasSameSizeAs(Chart.objects(""));
    }

    @Test
    void withKubectlAlone() {
        assertThat(run(1)).contains("deployment.apps/" + Chart.NAME + " created");
        releases.kubectl("delete", "-k", "deploy/overlays/cluster-wide");
    }

    /** Runs one of the blocks, for which this machine may lack kubectl and helm. */
    private String run(int block) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String programs =
                """
                kubectl() { '%s' "$@"; }
                helm() { '%s' -cp 'target/test-classes:%s' dev.namespacecerts.chart.HelmProgram "$@"; }
                """.formatted(releases.cluster().kubectl(), java, Chart.read(Path.of("target/test-classpath")));
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-euc", programs + blocks().get(block)).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", releases.cluster().kubeconfig().toString());
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> blocks() {
        return INSTALL.matcher(Chart.read(Path.of("README.md")))
                .results()
                .flatMap(section -> SH_BLOCK.matcher(section.group()).results())
                .map(block -> block.group(1))
                .toList();
    }
}
