package dev.namespacecerts.cli;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds another operator in the cluster, by the Lease that it renews. */
final class RunningRelease {
    private static final String PROGRAM = "namespace-certificate-operator";

    private RunningRelease() {}

    /**
     * A Lease that is not expired, and whose name or holder has the name of this program. Empty if there is none, or if Leases
     * may not be listed.
     */
    static Optional<Lease> lease(KubernetesClient client, Instant now) {
        return leases(client).stream()
                .filter(lease -> isOurs(lease) && isHeld(lease.getSpec(), now))
                .findFirst();
    }

    /** Without those of the nodes, of which there may be thousands. */
    private static List<Lease> leases(KubernetesClient client) {
        try {
            return client.leases()
                    .inAnyNamespace()
                    .withoutField("metadata.namespace", "kube-node-lease")
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean isOurs(Lease lease) {
        return Stream.of(lease.getMetadata().getName(), lease.getSpec().getHolderIdentity())
                .filter(Objects::nonNull)
                .anyMatch(name -> name.contains(PROGRAM));
    }

    private static boolean isHeld(LeaseSpec lease, Instant now) {
        return lease.getHolderIdentity() != null
                && !lease.getHolderIdentity().isEmpty()
                && lease.getRenewTime() != null
                && lease.getLeaseDurationSeconds() != null
                && lease.getRenewTime()
                        .toInstant()
                        .plusSeconds(lease.getLeaseDurationSeconds())
                        .isAfter(now);
    }
}
