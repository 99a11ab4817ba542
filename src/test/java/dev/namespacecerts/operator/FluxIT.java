package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for Flux, applied by Flux from a Git repository. */
@Tag("gitops")
class FluxIT {
    private static final String BUNDLES = "payments-certificates";
    private static final String WORKERS = "payments-workers";
    private static final String ACCOUNTING = "NamespaceCertificateBundle/payments/accounting";
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void fluxWaitsForTheBundlesFindsNoDriftAndFailsAtOnceOnABrokenOne() throws Exception {
        try (Team team = new Team(folder, Flux.NAMESPACE);
                Flux flux = new Flux(team, folder)) {
            OperatorProcess.installCrds(team.controlPlane());
            team.startOperator(Map.of());
            String ready = team.commitReadyBundles();
            team.apply(Path.of("deploy/gitops/flux/bundles.yaml"));
            assertSucceeded(flux.await(BUNDLES, ready));
            assertSucceeded(flux.await(WORKERS, ready));
            assertNoDrift(team, flux);
            assertBrokenFailsAtOnce(team, flux);

            String corrected = team.commit(Team.BROKEN_FILE, "");
            flux.fetch(BUNDLES);
            assertSucceeded(flux.await(BUNDLES, corrected));
            assertThat(team.versions()).doesNotContainKey("NamespaceCertificateBundle/broken");
        }
    }

    private static void assertSucceeded(Flux.Result result) {
        assertThat(result.reason()).as(result.message()).isEqualTo("ReconciliationSucceeded");
    }

    /** A second reconciliation changes no object, and nothing that the operator wrote is reverted. */
    private static void assertNoDrift(Team team, Flux flux) throws IOException {
        Map<String, String> before = team.versions();
        assertThat(before).containsKeys("ConfigMap/accounting-ca", "NamespaceCertificateBundle/playground");
        assertSucceeded(flux.reconcile(BUNDLES));
        assertThat(flux.lastApplied(BUNDLES))
                .hasSizeGreaterThan(6)
                .contains(entry(ACCOUNTING, "unchanged"))
                .allSatisfy((object, change) -> assertThat(change).as(object).isEqualTo("unchanged"));
        assertThat(team.versions()).isEqualTo(before);

        team.editAccounting();
        flux.reconcile(BUNDLES);
        assertThat(flux.lastApplied(BUNDLES)).as("a real difference").contains(entry(ACCOUNTING, "configured"));
    }

    private static void assertBrokenFailsAtOnce(Team team, Flux flux) throws Exception {
        String broken = team.commit(Team.BROKEN_FILE, Team.BROKEN);
        long began = System.nanoTime();
        flux.fetch(BUNDLES);
        Flux.Result result = flux.await(BUNDLES, broken);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println("Flux reports a broken bundle after " + took.toMillis() + " ms: " + result.message());
        assertThat(took).as("its timeout is 2m").isLessThan(AT_ONCE);
        assertThat(result.reason()).isEqualTo("HealthCheckFailed");
        assertThat(result.message())
                .contains("failed early due to stalled resources")
                .contains("NamespaceCertificateBundle/payments/broken status: 'Failed'")
                .doesNotContain("accounting");
        assertThat(Cluster.condition(team.bundle("broken").get().getStatus().conditions(), "Stalled")
                        .getMessage())
                .startsWith("Error CA-10: ");
    }
}
