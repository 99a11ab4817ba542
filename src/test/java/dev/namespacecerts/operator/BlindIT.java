package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that has lost its connections notices it, reports it, and reconnects as soon as possible. */
class BlindIT {
    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(60);
    private static final Duration UNTIL_RECONNECTED = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final String root = CertificateBuilder.root("CN=Acme").build().pem();

    @Test
    void silentlyDroppedConnectionsAreReopened() throws Exception {
        try (ControlPlane controlPlane = ControlPlane.start();
                TcpProxy proxy = TcpProxy.before(controlPlane.kubeconfig());
                Cluster cluster = new Cluster(controlPlane)) {
            OperatorProcess.installCrds(controlPlane);
            Path kubeconfig = Files.writeString(
                    folder.resolve("kubeconfig"), proxy.through(Files.readString(controlPlane.kubeconfig())));
            try (OperatorProcess operator =
                    OperatorProcess.start(kubeconfig, Map.of()).awaitStarted()) {
                cluster.create("before", Cluster.inline(root));
                cluster.eventuallyReady("before", "True", "Ready");
                awaitReady(operator, "UP", UNTIL_RECONNECTED);

                proxy.forget();
                cluster.create("meanwhile", Cluster.inline(root));
                await().atMost(UNTIL_NOTICED)
                        .until(() -> cluster.bundle("meanwhile").get().getStatus() != null);
                awaitReady(operator, "UP", UNTIL_RECONNECTED);

                proxy.refuse();
                awaitReady(operator, "DOWN", UNTIL_NOTICED);
                assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");
                proxy.restore();
                awaitReady(operator, "UP", UNTIL_RECONNECTED);
                cluster.create("afterwards", Cluster.inline(root));
                cluster.eventuallyReady("afterwards", "True", "Ready");
                assertThat(operator.get("/q/metrics"))
                        .contains("namespacecerts_leader 1.0")
                        .containsPattern("namespacecerts_api_last_answer_age_seconds \\d\\.")
                        .containsPattern("namespacecerts_watch_last_event_age_seconds [0-9.]+");

                cluster.client()
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("certificatefilters.namespacecerts.dev")
                        .delete();
                awaitReady(operator, "DOWN", UNTIL_NOTICED);
                assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");
                OperatorProcess.installCrds(controlPlane);
                awaitReady(operator, "UP", UNTIL_RECONNECTED);
            }
        }
    }

    private static void awaitReady(OperatorProcess operator, String status, Duration atMost) {
        await().atMost(atMost)
                .untilAsserted(() -> assertThat(operator.get("/q/health/ready"))
                        .containsPattern("^\\{\\s*\"status\": \"" + status + "\""));
    }
}
