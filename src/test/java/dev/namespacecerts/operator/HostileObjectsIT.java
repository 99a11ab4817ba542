package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A single object that is hard to parse never blocks the work for others, or a start. */
class HostileObjectsIT {
    private static final String PEM =
            CertificateBuilder.root("CN=Acme Root").build().pem();

    /** 60 in the build, 1,000 under -Psoak; foreign objects and ours each. */
    private static final int COUNT = Integer.getInteger("namespacecerts.fuzzed", 60);

    private static final long SEED = 9;
    private static final int EACH = 10;

    @Test
    void aBundleIsReconciledWhateverOtherTenantsCreate() {
        try (Cluster cluster = new Cluster();
                OperatorProcess operator =
                        OperatorProcess.start(ControlPlane.shared().kubeconfig(), Pod.environment())) {
            operator.awaitStarted();
            HostileObjects hostile = new HostileObjects(new Random(SEED));
            List<Duration> waits = new ArrayList<>();
            int ours = 0;
            for (int i = 0; i < COUNT; i++) {
                hostile.createForeign(cluster, "hostile-" + i);
                ours += hostile.createBundle(cluster, "hostile-" + i) ? 1 : 0;
                ours += hostile.createFilter(cluster, "hostile-" + i) ? 1 : 0;
                if (i % EACH == 0) {
                    waits.add(judge(cluster, "victim-" + i));
                }
            }
            assertThat(ours).as("objects that the schema admits").isGreaterThan(COUNT);
            try (OperatorProcess restarted =
                    OperatorProcess.start(ControlPlane.shared().kubeconfig(), Pod.environment())) {
                restarted.awaitStarted();
                operator.close();
                waits.add(judge(cluster, "victim-after"));
                assertThat(restarted.log()).doesNotContain("will stop");
            }
            assertThat(operator.log()).doesNotContain("will stop");
            Collections.sort(waits);
            assertThat(waits.get(waits.size() / 2)).as("median of " + waits).isLessThan(Duration.ofSeconds(2));
            remove(cluster);
        }
    }

    private static Duration judge(Cluster cluster, String name) {
        Instant start = Instant.now();
        cluster.create(name, inline(PEM));
        cluster.eventuallyReady(name, "True", "Ready");
        return Duration.between(start, Instant.now());
    }

    /** Past the limits of this JVM's client, which could not read what it deletes. */
    private static void remove(Cluster cluster) {
        for (String plural : List.of("certificatefilters", "namespacecertificatebundles")) {
            cluster.client()
                    .raw(
                            "/apis/namespacecerts.dev/v1alpha1/namespaces/" + cluster.namespace() + "/" + plural,
                            "DELETE",
                            null);
        }
    }
}
