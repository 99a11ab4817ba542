package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import dev.namespacecerts.chart.Chart;
import dev.namespacecerts.operator.AuditLog;
import dev.namespacecerts.operator.AuditLog.Write;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The chart on the node, in a Kubernetes namespace under Pod Security restricted. */
final class Release implements AutoCloseable {
    static final String NAME = Chart.NAME;
    private static final String USER = "system:serviceaccount:" + NAME + ":" + NAME;
    private static final Helm HELM = new Helm(Path.of("helm/namespace-certificate-operator"));
    private static final Map<String, String> RESTRICTED = Map.of("pod-security.kubernetes.io/enforce", "restricted");

    private final Node node;
    private final KubernetesClient client;

    private Release(Node node) {
        this.node = node;
        client = node.client();
    }

    /** Installs it with {@code --set} of some values, and waits until all replicas are ready. */
    static Release install(Node node, Map<String, ?> values) {
        Release release = new Release(node);
        release.close(); // what a failed test has left
        node.createNamespace(NAME, RESTRICTED);
        InstallCommand install = HELM.install().withName(NAME).withNamespace(NAME);
        values.forEach(install::set);
        install.withKubeConfig(node.kubeconfig()).call();
        release.awaitReady();
        return release;
    }

    /** Upgrades it with {@code --set} of some values, and does not wait. */
    void upgrade(Map<String, ?> values) {
        var upgrade = HELM.upgrade().withName(NAME).withNamespace(NAME);
        values.forEach(upgrade::set);
        upgrade.withKubeConfig(node.kubeconfig()).call();
    }

    void uninstall() {
        Helm.uninstall(NAME)
                .withNamespace(NAME)
                .ignoreNotFound()
                .withKubeConfig(node.kubeconfig())
                .call();
    }

    /**
     * Asserts that no replica wrote without the Lease. Rejected writes do not count: when a connection is restored, the kernel
     * delivers the last requests of a process that has exited, and the API server answers 504.
     */
    void assertWrittenByTheHolderAlone() {
        AuditLog audit = node.auditLog();
        assertThat(audit.writesOf(USER)).hasSizeGreaterThan(50);
        assertThat(audit.writesWithoutLease(USER).stream().filter(Write::isSuccess))
                .isEmpty();
    }

    List<Pod> pods() {
        return client.pods()
                .inNamespace(NAME)
                .withLabel("app.kubernetes.io/name", NAME)
                .list()
                .getItems();
    }

    /** Waits until the Deployment is rolled out, no Pod of another time is there, and one of them leads. */
    void awaitReady() {
        await().atMost(Duration.ofMinutes(3))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    List<Pod> pods = pods();
                    return pods.size() == 2 && pods.stream().allMatch(Readiness::isPodReady) && leader() != null;
                });
    }

    /** Name of the Pod that holds the Lease, or null where it is released or expired. */
    String leader() {
        Lease lease = client.leases().inNamespace(NAME).withName(NAME).get();
        if (lease == null
                || lease.getSpec().getHolderIdentity() == null
                || lease.getSpec().getHolderIdentity().isEmpty()) {
            return null;
        }
        Instant expiry = lease.getSpec()
                .getRenewTime()
                .toInstant()
                .plusSeconds(lease.getSpec().getLeaseDurationSeconds());
        return Instant.now().isAfter(expiry) ? null : lease.getSpec().getHolderIdentity();
    }

    /** The Pod that holds the Lease. */
    Pod awaitLeader() {
        String name = await().atMost(Duration.ofSeconds(30)).until(this::leader, Objects::nonNull);
        return pods().stream()
                .filter(pod -> pod.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until another Pod holds the Lease. */
    void awaitOtherLeader(Pod than, Duration atMost) {
        await().atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        this::leader,
                        name -> name != null && !name.equals(than.getMetadata().getName()));
    }

    /** The only container of a Pod, as it is now. */
    ContainerStatus container(Pod pod) {
        return client.pods()
                .resource(pod)
                .get()
                .getStatus()
                .getContainerStatuses()
                .get(0);
    }

    /** Id of the process of a Pod in the namespaces of the node. */
    String process(Pod pod) {
        return node.in(
                "sh",
                "-c",
                "grep -l pod" + pod.getMetadata().getUid() + " /proc/[0-9]*/cgroup | while IFS=/ read -r _ _ p _; do "
                        + "grep -qsz jvm.options /proc/$p/cmdline && echo $p; done; true");
    }

    @Override
    public void close() {
        uninstall();
        node.deleteNamespace(NAME);
    }
}
