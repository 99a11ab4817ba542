package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Readme;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands of docs/install.md install and uninstall the operator. */
class ChartInstallIT {
    private static final Path PAGE = Path.of("docs/install.md");
    private static final Path UPGRADES = Path.of("docs/upgrade.md");
    private static final String WITH_HELM = "Install with Helm";
    private static final String WITH_KUBECTL = "Install with kubectl";

    private final Releases releases = Releases.shared();

    @AfterEach
    void clear() {
        releases.clear();
        releases.kubectl("delete", "namespace", Chart.NAME, "--ignore-not-found");
    }

    @Test
    void withHelmAndUninstalledWithBundlesKept() {
        assertThat(run(WITH_HELM, 0)).contains("STATUS: deployed");
        assertThat(releases.installed()).hasSameSizeAs(Chart.objects(""));
        releases.applyBundle("");
        run("Uninstall", 0);
        assertThatNothingButBundlesIsLeft();
    }

    @Test
    void withKubectlAloneAndUninstalledWithBundlesKept() {
        assertThat(run(WITH_KUBECTL, 0)).contains("deployment.apps/" + Chart.NAME + " created");
        releases.applyBundle("");
        run("Uninstall", 1);
        assertThatNothingButBundlesIsLeft();
    }

    @Test
    void theCommandsOfUpgradesWork() {
        run(WITH_HELM, 0);
        releases.applyBundle("");
        assertThat(run(UPGRADES, "With Helm", 0)).contains("REVISION: 2");
        run("Uninstall", 0);
        assertThat(run(UPGRADES, "With kubectl", 0)).contains("deployment.apps/" + Chart.NAME + " created");
        run("Uninstall", 1);
        assertThatNothingButBundlesIsLeft();
    }

    @Test
    void deletingTheOverlayForASingleNamespaceKeepsItsBundles() {
        assertThat(run(WITH_KUBECTL, 1)).contains("deployment.apps/" + Chart.NAME + " created");
        releases.applyBundle("", Chart.NAME);
        releases.kubectl("delete", "-k", "deploy/overlays/one-namespace");
        assertThat(releases.kubectl("get", "ncb", "-A", "-o", "name")).contains("/acme");
        assertThat(releases.kubectl("get", "deployment", "-A", "-o", "name")).isEmpty();
    }

    @Test
    void withHelmAndUninstalledWithItsBundles() {
        run(WITH_HELM, 0);
        releases.applyBundle("");
        run("Remove the bundles too", 0);
        assertThat(releases.kubectl("get", "ncb,ncf", "-A", "-o", "name")).isEmpty();
        run("Uninstall", 0);
        CompletableFuture<String> deletion = CompletableFuture.supplyAsync(() -> run("Remove the bundles too", 1));
        releases.awaitNoCrds();
        assertThat(deletion.join()).contains("deleted");
        assertThat(releases.kubectl("get", "clusterrole,clusterrolebinding", "-o", "name"))
                .doesNotContain(Chart.NAME);
    }

    @Test
    void withHelmOverCrdsThatKubectlApplied() {
        releases.kubectl("apply", "-f", "crds/");
        releases.applyBundle("");
        assertThatThrownBy(() -> releases.install(Chart.FOLDER).call())
                .hasMessageContaining(
                        "exists and cannot be imported into the current release: invalid ownership metadata");
        run("CRDs that kubectl applied", 0);
        assertThat(run(WITH_HELM, 0)).contains("STATUS: deployed");
        assertThat(releases.installed()).hasSameSizeAs(Chart.objects(""));
        run("Uninstall", 0);
        assertThatNothingButBundlesIsLeft();
    }

    private void assertThatNothingButBundlesIsLeft() {
        assertThat(releases.get("ncb/acme", "{.metadata.name}")).isEqualTo("acme");
        assertThat(releases.kubectl("get", "clusterrole,clusterrolebinding,namespace", "-o", "name"))
                .doesNotContain(Chart.NAME);
    }

    private String run(String section, int block) {
        return run(PAGE, section, block);
    }

    private String run(Path page, String section, int block) {
        return Readme.run(
                Readme.blocks(page, section).get(block),
                releases.cluster(),
                Path.of("").toAbsolutePath());
    }
}
