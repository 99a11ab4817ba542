package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.Kubectl;
import dev.namespacecerts.testing.CertificateBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A cluster without the CRDs, for releases of the chart: one at a time. */
final class Releases {
    private static final List<String> CRDS =
            List.of("certificatefilters.namespacecerts.dev", "namespacecertificatebundles.namespacecerts.dev");
    private static Releases shared;

    private final ControlPlane cluster = ControlPlane.start();
    private final Kubectl kubectl = new Kubectl(cluster);

    private Releases() {}

    /** The one that the tests of a JVM share; it ends with the JVM. */
    static synchronized Releases shared() {
        if (shared == null) {
            shared = new Releases();
        }
        return shared;
    }

    ControlPlane cluster() {
        return cluster;
    }

    InstallCommand install(Path chart) {
        return new Helm(chart)
                .install()
                .withName(Chart.NAME)
                .withNamespace(Chart.NAME)
                .createNamespace()
                .withKubeConfig(cluster.kubeconfig());
    }

    /** Upgrades with a value, and returns the output of Helm. */
    String upgrade(String value, Object to) {
        return Chart.helm()
                .upgrade()
                .withName(Chart.NAME)
                .withNamespace(Chart.NAME)
                .set(value, to)
                .withKubeConfig(cluster.kubeconfig())
                .call()
                .getOutput();
    }

    void uninstall() {
        Helm.uninstall(Chart.NAME)
                .withNamespace(Chart.NAME)
                .ignoreNotFound()
                .withKubeConfig(cluster.kubeconfig())
                .call();
    }

    /** Uninstalls, and removes what stays. */
    void clear() {
        uninstall();
        CRDS.forEach(crd -> kubectl("delete", "crd", crd, "--ignore-not-found", "--wait=false"));
        awaitNoCrds();
    }

    /**
     * Waits until the CRDs are deleted. If the API server is interrupted during the deletion, it resumes at the next
     * change, or after five minutes.
     */
    void awaitNoCrds() {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    CRDS.forEach(
                            crd -> kubectl.call("", "annotate", "crd", crd, "--overwrite", "looked=" + Instant.now()));
                    CRDS.forEach(crd -> assertThat(kubectl("get", "crd", crd, "--ignore-not-found", "-o", "name"))
                            .isEmpty());
                });
    }

    /** Names of all objects in the cluster that a release has made. */
    List<String> installed() {
        String kinds = "crd,clusterrole,clusterrolebinding,role,rolebinding,serviceaccount,secret,service,deployment,"
                + "networkpolicy,poddisruptionbudget";
        return kubectl("get", kinds, "-A", "-o", "name", "-l", "helm.sh/chart")
                .lines()
                .filter(line -> line.contains("/"))
                .toList();
    }

    /** Calls kubectl, which must succeed. */
    String kubectl(String... arguments) {
        Kubectl.Answer answer = kubectl.call("", arguments);
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        return answer.text();
    }

    /** What a JSONPath finds in an object of the namespace default, or why there is none. */
    String get(String object, String jsonPath) {
        return kubectl.call("", "get", object, "-n", "default", "-o", "jsonpath=" + jsonPath)
                .text();
    }

    /** Applies the bundle acme with a field in the namespace default, and returns the output of kubectl. */
    String applyBundle(String field) {
        return applyBundle(field, "default");
    }

    String applyBundle(String field, String namespace) {
        String pem = CertificateBuilder.root("CN=Acme Root,O=Acme").build().pem();
        return apply("""
                apiVersion: namespacecerts.dev/v1alpha1
                kind: NamespaceCertificateBundle
                metadata: {name: acme, namespace: %s}
                spec:
                  %s
                  certificates:
                    - inline: |
                        %s
                """.formatted(namespace, field, pem.replace("\n", "\n        ")));
    }

    String apply(String manifest) {
        return kubectl.call(manifest, "apply", "-f", "-").text();
    }
}
