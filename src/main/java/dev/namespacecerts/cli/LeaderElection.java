package dev.namespacecerts.cli;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Leader election, where a Lease is named: of several replicas only the one that holds it works. */
@Singleton
class LeaderElection {
    private static final Logger LOG = Logger.getLogger("namespacecerts");

    private final Optional<String> lease;
    private final String identity;

    LeaderElection(
            @ConfigProperty(name = "namespacecerts.lease") Optional<String> lease,
            @ConfigProperty(name = "hostname") Optional<String> hostname) {
        this.lease = lease;
        this.identity = hostname.orElseGet(() -> UUID.randomUUID().toString());
        if (lease.filter(name -> !name.matches("[^/\\s]+/[^/\\s]+")).isPresent()) {
            throw new StartFailure("NAMESPACECERTS_LEASE is \"" + lease.get() + "\": it must be <namespace>/<name>.");
        }
    }

    /** @return null where no Lease is named: there is only one replica then */
    @Produces
    @Dependent
    LeaderElectionConfiguration configuration() {
        return lease.isEmpty()
                ? null
                : LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(name())
                        .withLeaseNamespace(namespace())
                        .withIdentity(identity)
                        .build();
    }

    /** Says how the leader is chosen. */
    void announce() {
        if (lease.isPresent()) {
            LOG.infof("Working only while the Lease %s is held by %s", lease.get(), identity);
        }
    }

    /** Gives the Lease away, so that another replica need not wait for its end; the SDK does not do so by itself. */
    void release(KubernetesClient client) {
        if (lease.isEmpty()) {
            return;
        }
        try {
            Lease held =
                    client.leases().inNamespace(namespace()).withName(name()).get();
            if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
                client.resource(new LeaseBuilder(held)
                                .editSpec()
                                .withHolderIdentity("")
                                .withLeaseDurationSeconds(1)
                                .endSpec()
                                .build())
                        .lockResourceVersion(held.getMetadata().getResourceVersion())
                        .update();
            }
        } catch (KubernetesClientException e) {
            LOG.warnf("The Lease %s could not be released (HTTP %d); it ends by itself", lease.get(), e.getCode());
        }
    }

    private String namespace() {
        return lease.orElseThrow().split("/")[0];
    }

    private String name() {
        return lease.orElseThrow().split("/")[1];
    }
}
