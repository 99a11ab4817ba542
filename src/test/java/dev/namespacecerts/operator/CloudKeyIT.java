package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.sync;
import static dev.namespacecerts.operator.CloudTenants.CA;
import static dev.namespacecerts.operator.CloudTenants.NEXT;
import static dev.namespacecerts.operator.CloudTenants.bundle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an API key is not to be found. The one of these tests is used, refused, and repeated in what the service answers. */
class CloudKeyIT {
    private static final String KEY = "tcld_secret_" + "cR9vXw2TqLm8ZsKd4HyB7nEj";

    @TempDir
    private Path folder;

    /**
     * The heap is searched for the data of the Secret, in the form in which informers keep it: a String of its own. Buffers that
     * are used again hold what went through them last, and a running call may have the key itself.
     */
    @Test
    void noKeyIsInAStatusAnEventALogAMetricOrAnInformer() throws IOException {
        try (Cluster cluster = new Cluster();
                TemporalCloud cloud = new TemporalCloud()) {
            use(cluster, cloud, "first");
            OperatorProcess debugging = OperatorProcess.start(
                    ControlPlane.shared().kubeconfig(),
                    Map.of(
                            "NAMESPACECERTS_CLOUD_HOSTS",
                            "localhost",
                            "NAMESPACECERTS_NAMESPACES",
                            cluster.namespace(),
                            "QUARKUS_LOG_LEVEL",
                            "TRACE",
                            "QUARKUS_LOG_CATEGORY__IO_GRPC__LEVEL",
                            "TRACE"));
            try (debugging) {
                debugging.awaitStarted();
                use(cluster, cloud, "second");
                for (OperatorProcess operator : List.of(debugging, OperatorProcess.shared())) {
                    assertKeyless("log", operator.log());
                    assertKeyless("metrics", operator.get("/q/metrics"));
                }
                assertThat(debugging.log()).contains("DEBUG");
                assertThat(cloud.requests("GetNamespace")).hasSizeGreaterThan(4);
            }
            assertKeyless("bundles", Serialization.asJson(cluster.bundles()));
            assertKeyless(
                    "events",
                    cluster.client()
                            .v1()
                            .events()
                            .inNamespace(cluster.namespace())
                            .list()
                            .toString());
            assertNotInInformers(cluster);
        }
    }

    private static void use(Cluster cluster, TemporalCloud cloud, String round) {
        cloud.addKey(KEY, "operator");
        String name = round + "-" + cluster.namespace() + ".a2dd6";
        cloud.seed(name, CA.pem());
        cluster.client()
                .resource(new SecretBuilder(connection(cluster, cloud, KEY, "a2dd6"))
                        .editMetadata()
                        .withName(round)
                        .addToLabels("namespacecerts.dev/source", "true")
                        .addToLabels("app", "worker")
                        .endMetadata()
                        .build())
                .create();
        cluster.create(round, bundle(name, CloudBundle.spec(round, sync()), CA, NEXT));
        CloudBundle.eventually(cluster, round, "True", "Synchronized");
        cloud.faults()
                .on("GetNamespace")
                .namespace(name)
                .times(20)
                .status(Status.INVALID_ARGUMENT.withDescription("invalid key " + KEY + ", Bearer " + KEY));
        cluster.create(
                "of-the-key-" + round,
                new SpecBuilder()
                        .sources(new CertificateSource(null, null, new SecretKey(round, "api-key")))
                        .clients("app", "worker"));
        cluster.eventuallyReady("of-the-key-" + round, "False", "Invalid");
        CloudBundle.eventually(cluster, round, "False", "Refused");
        cloud.removeKey(KEY);
        cluster.edit(round, bundle(name, CloudBundle.spec(round, sync()), NEXT));
        cloud.faults().clear();
        CloudBundle.eventually(cluster, round, "False", "Unauthorized");
    }

    private static void assertKeyless(String where, String text) {
        assertThat(text).as(where).doesNotContain(KEY, KEY.substring(KEY.length() - 16), data().substring(0, 40));
    }

    private static String data() {
        return Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.US_ASCII));
    }

    private void assertNotInInformers(Cluster cluster) {
        for (String bundle : List.of("first", "second", "of-the-key-first", "of-the-key-second")) {
            cluster.bundle(bundle).delete();
        }
        KeyTraces traces = new KeyTraces();
        traces.addString("the data of the Secret", data());
        KeyTraces found = new KeyTraces();
        found.addString("the namespace", cluster.namespace());
        Path heap = folder.resolve("heap.hprof");
        OperatorProcess.shared().dumpHeap(heap);
        assertThat(found.in(heap)).as("what is to be found").isNotEmpty();
        assertThat(traces.in(heap)).isEmpty();
    }
}
