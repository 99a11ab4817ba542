package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tenants store fills the API server, not the operator's memory. */
class LargeObjectsIT {
    /** A quarter of the objects with a smaller heap in the build, all of them with the image's heap under -Psoak. */
    private static final int SHARE = Integer.getInteger("namespacecerts.large", 1);

    private static final Map<String, String> JVM = SHARE == 1
            ? Map.of("JAVA_TOOL_OPTIONS", "-Xmx160m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError")
            : Pod.environment();

    private static final String PEM =
            CertificateBuilder.root("CN=Acme Root").build().pem();

    private static ControlPlane controlPlane;

    @BeforeAll
    static void start() {
        controlPlane = ControlPlane.start();
        OperatorProcess.installCrds(controlPlane);
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @Test
    void largeObjectsDoNotPreventTheStart() {
        Cluster cluster = new Cluster(controlPlane); // not closed: it all goes with the control plane
        LargeObjects.create(cluster, SHARE);
        try (OperatorProcess first = OperatorProcess.start(controlPlane.kubeconfig(), JVM)) {
            first.awaitStarted();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> cluster.bundle("verbose-" + (15 * SHARE - 1))
                                    .get()
                                    .getStatus()
                                    .clients()
                            != null);
            cluster.eventually(
                    "verbose-" + (15 * SHARE - 1),
                    bundle -> assertThat(bundle.getStatus().clients()).isNotEmpty());
            cluster.eventually(
                    "large-0",
                    bundle -> assertThat(bundle.getStatus().violations()).isNotEmpty());
        }
        try (OperatorProcess again = OperatorProcess.start(controlPlane.kubeconfig(), JVM)) {
            again.awaitStarted();
            cluster.create("victim", inline(PEM));
            cluster.eventuallyReady("victim", "True", "Ready");
            cluster.edit("large-0", new SpecBuilder().inline(PEM));
            cluster.eventuallyReady("large-0", "True", "Ready");
            assertThat(again.process().isAlive()).isTrue();
        }
    }
}
