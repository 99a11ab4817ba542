package dev.namespacecerts.operator;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.chart.Chart;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.AuditLog.Write;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Replicas as the chart runs them, with its rights, each with a token and a way to the API server of its own. */
final class Replicas implements AutoCloseable {
    private static final String USER = "system:serviceaccount:" + Chart.NAME + ":replicas";
    private static final Set<String> KINDS_OF_RIGHTS =
            Set.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Secret");

    private final Map<String, Replica> running = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private final AuditLog audit;
    private final ControlPlane controlPlane;
    private final KubernetesClient admin;

    /** One replica; its name is also the holder that the Lease names. */
    record Replica(String name, OperatorProcess process, TcpProxy proxy) {
        void signal(String signal) throws IOException, InterruptedException {
            new ProcessBuilder(
                            "kill",
                            "-" + signal,
                            Long.toString(process.process().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    /**
     * @param variables further environment variables of the replicas
     * @param apiServerFlags further flags of the kube-apiserver
     */
    Replicas(Path folder, Duration leaseDuration, Map<String, String> variables, String... apiServerFlags)
            throws IOException {
        this.folder = folder;
        audit = new AuditLog(folder.resolve("audit.log"));
        controlPlane = ControlPlane.start(
                Stream.of(audit.flags(), apiServerFlags).flatMap(Stream::of).toArray(String[]::new));
        admin = controlPlane.client();
        OperatorProcess.installCrds(controlPlane);
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Chart.NAME)
                        .endMetadata()
                        .build())
                .create();
        List<JsonNode> objects = Chart.objects("""
                fullnameOverride: replicas
                demo: {enabled: true}
                userRoles: {enabled: false}
                crds: {enabled: false}
                """);
        objects.stream()
                .filter(object -> KINDS_OF_RIGHTS.contains(object.get("kind").asText()))
                .forEach(object -> admin.resource(object.toString()).create());
        objects.stream()
                .filter(object -> object.get("kind").asText().equals("Deployment"))
                .flatMap(deployment -> deployment.findParents("value").stream())
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.get("value").asText()));
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("NAMESPACECERTS_LEASE_DURATION", leaseDuration.toSeconds() + "s");
        environment.putAll(variables);
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    /** Starts a replica, or starts it again after its process has ended, and waits until it contends for the Lease. */
    Replica start(String name) throws IOException {
        TcpProxy proxy = TcpProxy.before(controlPlane.kubeconfig());
        String kubeconfig = proxy.through(Files.readString(controlPlane.kubeconfig()))
                .replaceAll("token: \"[^\"]*\"", "token: \"" + token() + "\"");
        Path file = Files.writeString(folder.resolve(name + ".kubeconfig"), kubeconfig);
        Map<String, String> own = new HashMap<>(environment);
        own.put("HOSTNAME", name);
        Replica replica = new Replica(name, OperatorProcess.start(file, own).awaitStarted(), proxy);
        running.put(name, replica);
        return replica;
    }

    private String token() {
        return admin.serviceAccounts()
                .inNamespace(Chart.NAME)
                .withName("replicas")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(List.of())
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** The replica that holds the Lease, or null while it has expired. */
    Replica holder() {
        Lease lease =
                admin.leases().inNamespace(Chart.NAME).withName("replicas").get();
        if (lease == null || lease.getSpec().getHolderIdentity() == null) {
            return null;
        }
        Instant expiry = lease.getSpec()
                .getRenewTime()
                .toInstant()
                .plusSeconds(lease.getSpec().getLeaseDurationSeconds());
        return Instant.now().isAfter(expiry)
                ? null
                : running.get(lease.getSpec().getHolderIdentity());
    }

    /** Waits for a replica that leads and says so. */
    Replica awaitLeader(Duration atMost) {
        return await().atMost(atMost.multipliedBy(4))
                .ignoreExceptions()
                .until(
                        () -> {
                            restartEnded(null);
                            Replica leader = holder();
                            return leader != null
                                            && leader.process()
                                                    .get("/q/health/ready")
                                                    .contains("\"leader\": true")
                                            && leader.process()
                                                    .get("/q/metrics")
                                                    .contains("namespacecerts_leader 1.0")
                                    ? leader
                                    : null;
                        },
                        Objects::nonNull);
    }

    /** Waits for another holder of the Lease. */
    void awaitOtherThan(Replica victim, Duration atMost) {
        await().pollInterval(Duration.ofMillis(100)).atMost(atMost).until(() -> {
            restartEnded(victim);
            Replica holder = holder();
            return holder != null && !holder.equals(victim);
        });
    }

    /** On a busy machine a replica may be kept from renewing the Lease: it has ended, and a container starts it again. */
    private void restartEnded(Replica butFor) throws IOException {
        for (Replica replica : List.copyOf(running.values())) {
            if (!replica.equals(butFor) && !replica.process().process().isAlive()) {
                start(replica.name());
            }
        }
    }

    /** All that was written but the Lease itself. */
    List<Write> writes() {
        return audit.writesOf(USER).stream().filter(write -> !write.isOfLease()).toList();
    }

    /** The writes that arrived from a replica after another had acquired the Lease. */
    List<Write> writesWithoutLease() {
        return audit.writesWithoutLease(USER);
    }

    @Override
    public void close() {
        running.values().forEach(replica -> {
            replica.process().close();
            replica.proxy().close();
        });
        admin.close();
        controlPlane.close();
    }
}
