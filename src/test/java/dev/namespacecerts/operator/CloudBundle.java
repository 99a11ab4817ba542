package dev.namespacecerts.operator;

import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.CloudSpec.ClearFilters;
import dev.namespacecerts.api.v1alpha1.CloudSpec.DeletionPolicy;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Unlisted;
import dev.namespacecerts.api.v1alpha1.ConnectionReference;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.evaluate.Conditions;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.Map;

/** Connections, and bundles with Temporal Cloud. */
final class CloudBundle {
    static final String CONNECTION = "temporal-cloud";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private CloudBundle() {}

    /** The Secret of a connection to the service. */
    static Secret connection(Cluster cluster, TemporalCloud cloud, String apiKey, String account) {
        return connection(cluster, CONNECTION, cloud.address(), TemporalCloud.ca(), apiKey, account);
    }

    /** The Secret of a connection to another service. */
    static Secret connection(Cluster cluster, String name, String address, String ca, String apiKey, String account) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(cluster.namespace())
                .withLabels(Map.of("namespacecerts.dev/connection", "true"))
                .endMetadata()
                .withStringData(Map.of("api-key", apiKey, "address", address, "account-id", account, "ca.crt", ca))
                .build();
    }

    static CloudSpec observe() {
        return spec(Mode.Observe, null, null);
    }

    static CloudSpec sync() {
        return spec(Mode.Sync, null, null);
    }

    static CloudSpec spec(Mode mode, Unlisted unlisted, ClearFilters clearFilters) {
        return spec(mode, unlisted, clearFilters, null, "2s");
    }

    static CloudSpec spec(
            Mode mode, Unlisted unlisted, ClearFilters clearFilters, DeletionPolicy deletion, String interval) {
        return new CloudSpec(
                new ConnectionReference(CONNECTION, null), mode, unlisted, clearFilters, deletion, interval);
    }

    /** The same with another connection. */
    static CloudSpec spec(String connection, CloudSpec same) {
        return spec(new ConnectionReference(connection, null), same);
    }

    static CloudSpec spec(ConnectionReference connection, CloudSpec same) {
        return new CloudSpec(
                connection, same.mode(), same.unlisted(), same.clearFilters(), same.deletionPolicy(), same.interval());
    }

    /** Waits until Synchronized has a status and a reason, for the present generation. */
    static NamespaceCertificateBundle eventually(Cluster cluster, String name, String status, String reason) {
        NamespaceCertificateBundle[] last = new NamespaceCertificateBundle[1];
        await("Synchronized " + status + " " + reason)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    NamespaceCertificateBundle bundle = cluster.bundle(name).get();
                    last[0] = bundle;
                    return bundle.getStatus() != null
                            && Conditions.find(bundle.getStatus().conditions(), "Synchronized")
                                    .filter(condition -> condition.getStatus().equals(status)
                                            && condition.getReason().equals(reason)
                                            && condition
                                                    .getObservedGeneration()
                                                    .equals(bundle.getMetadata().getGeneration()))
                                    .isPresent();
                });
        return last[0];
    }
}
