package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Release;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A release of the chart, from the first to the last day. */
class ChartReleaseIT {
    private static final List<String> CRDS = List.of(
            "customresourcedefinition.apiextensions.k8s.io/certificatefilters.namespacecerts.dev",
            "customresourcedefinition.apiextensions.k8s.io/namespacecertificatebundles.namespacecerts.dev");

    private final Releases releases = Releases.shared();

    @AfterEach
    void clear() {
        releases.clear();
    }

    @Test
    void uninstallKeepsCrdsAndObjectsForTheNextRelease() {
        Release release = releases.install(Chart.FOLDER).call();
        assertThat(release.getOutput())
                .contains("deployment/" + Chart.NAME, "The operator may write no Secret but its own");
        assertThat(releases.installed()).hasSameSizeAs(Chart.objects(""));
        releases.applyBundle("");

        releases.uninstall();
        assertThat(releases.installed()).containsExactlyElementsOf(CRDS);
        assertThat(releases.get("ncb/acme", "{.metadata.name}")).isEqualTo("acme");

        releases.install(Chart.FOLDER).call();
        assertThat(releases.installed()).hasSameSizeAs(Chart.objects(""));
        assertThat(releases.get("ncb/acme", "{.metadata.name}")).isEqualTo("acme");
    }

    @Test
    void uninstallDeletesCrdsThatAreNotKept() {
        releases.install(Chart.FOLDER).set("crds.keep", false).call();
        assertThat(releases.installed()).containsAll(CRDS);
        releases.uninstall();
        releases.awaitNoCrds();
        assertThat(releases.installed()).isEmpty();
    }

    @Test
    void anUpgradeGrantsAndRevokesPermissionToWriteSecrets() {
        releases.install(Chart.FOLDER).call();
        assertThat(verbsForSecrets()).isEqualTo("[\"get\",\"list\",\"watch\"]");
        releases.upgrade("demo.enabled", true);
        assertThat(verbsForSecrets()).contains("create", "update", "delete");
        releases.upgrade("demo.enabled", false);
        assertThat(verbsForSecrets()).isEqualTo("[\"get\",\"list\",\"watch\"]");
    }

    private String verbsForSecrets() {
        return releases.kubectl(
                "get", "clusterrole", Chart.NAME, "-o", "jsonpath={.rules[?(@.resources[0]=='secrets')].verbs}");
    }
}
