package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One release that watches several Kubernetes namespaces, each of which had objects before it started. Each has its own watch of
 * each kind, and no watch may remove what another has found.
 */
class SeveralNamespacesIT {
    private static final int BUNDLES = 25;
    private static final String SOURCE = "acme-ca";
    private static final Opened OPENED = new Opened();

    private static List<Cluster> namespaces;

    @BeforeAll
    static void start() {
        ControlPlane controlPlane = OPENED.add(ControlPlane.start());
        OperatorProcess.installCrds(controlPlane);
        namespaces = Stream.generate(() -> OPENED.add(new Cluster(controlPlane)))
                .limit(3)
                .toList();
        namespaces.forEach(SeveralNamespacesIT::fill);
        String watched = namespaces.stream().map(Cluster::namespace).collect(Collectors.joining(","));
        OPENED.add(OperatorProcess.start(controlPlane.kubeconfig(), Map.of("NAMESPACECERTS_NAMESPACES", watched)))
                .awaitStarted();
    }

    @AfterAll
    static void stop() throws Exception {
        OPENED.close();
    }

    private static void fill(Cluster cluster) {
        cluster.client().resource(configMap(cluster, "Acme")).create();
        cluster.client().resource(secret(cluster, "Acme")).create();
        for (int i = 0; i < BUNDLES; i++) {
            cluster.filter("workers-" + i, "bundle-" + i, "worker");
            bundle(cluster, "bundle-" + i);
        }
        bundle(cluster, "more");
    }

    private static void bundle(Cluster cluster, String name) {
        cluster.create(
                name,
                new SpecBuilder()
                        .sources(Cluster.configMap(SOURCE), Cluster.secret(SOURCE))
                        .publishTo("of-" + name));
    }

    @Test
    void allObjectsOfAllNamespacesAreReconciled() {
        for (Cluster cluster : namespaces) {
            for (int i = 0; i < BUNDLES; i++) {
                cluster.eventually("bundle-" + i, bundle -> {
                    Cluster.assertCondition(bundle, "Ready", "True", "Ready");
                    assertThat(bundle.getStatus().filters().accepted()).isEqualTo(1);
                });
            }
        }
    }

    @Test
    void aChangeInAnyNamespaceReachesItsBundles() {
        for (Cluster cluster : namespaces) {
            cluster.client().resource(configMap(cluster, "New")).update();
            cluster.client().resource(secret(cluster, "Newer")).update();
            cluster.filter("more", "more", "worker");
            cluster.eventually("more", bundle -> {
                assertThat(subjects(bundle)).containsExactly("CN=New", "CN=Newer");
                assertThat(bundle.getStatus().filters().accepted()).isEqualTo(1);
            });
        }
    }

    private static List<String> subjects(NamespaceCertificateBundle bundle) {
        return bundle.getStatus().certificates().stream()
                .map(certificate -> certificate.subject())
                .toList();
    }

    private static ConfigMap configMap(Cluster cluster, String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(SOURCE)
                .withNamespace(cluster.namespace())
                .endMetadata()
                .withData(Map.of("ca.crt", root(name)))
                .build();
    }

    private static Secret secret(Cluster cluster, String name) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(SOURCE)
                .withNamespace(cluster.namespace())
                .addToLabels("namespacecerts.dev/source", "true")
                .endMetadata()
                .withStringData(Map.of("ca.crt", root(name)))
                .build();
    }

    private static String root(String name) {
        return CertificateBuilder.root("CN=" + name).build().pem();
    }
}
