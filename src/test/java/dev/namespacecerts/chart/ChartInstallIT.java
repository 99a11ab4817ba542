package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.Readme;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands in the project's README install the operator. */
class ChartInstallIT {
    private static final String OVERLAY = "deploy/overlays/cluster-wide";

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
        releases.kubectl("delete", "-k", OVERLAY, "--wait=false");
        releases.awaitNoCrds();
        releases.kubectl("delete", "-k", OVERLAY, "--ignore-not-found"); // waits until everything else is deleted
    }

    private String run(int block) {
        return Readme.run(
                Readme.blocks("Install").get(block),
                releases.cluster(),
                Path.of("").toAbsolutePath());
    }
}
