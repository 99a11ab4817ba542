package dev.namespacecerts.cli;

import dev.namespacecerts.connection.Leadership;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Leader election, if a Lease is configured: only the replica that holds it is active. */
@Singleton
class LeaderElection {
    private static final Logger LOG = Logger.getLogger("namespacecerts");

    /** A renewal in flight changes the Lease, and so causes a conflict for one release. */
    private static final int ATTEMPTS = 5;

    private final Optional<String> lease;
    private final Duration leaseDuration;
    private final String identity;
    private final Leadership leadership;
    private final Clock clock;

    LeaderElection(
            @ConfigProperty(name = "namespacecerts.lease") Optional<String> lease,
            @ConfigProperty(name = "namespacecerts.lease-duration", defaultValue = "10s") Duration leaseDuration,
            @ConfigProperty(name = "hostname") Optional<String> hostname,
            Leadership leadership,
            Clock clock) {
        this.clock = clock;
        this.lease = lease;
        this.leaseDuration = leaseDuration;
        this.leadership = leadership;
        this.identity = hostname.orElseGet(() -> UUID.randomUUID().toString());
    }

    /**
     * Configures the SDK not to call {@code System.exit} when the Lease is lost, which deadlocks during a shutdown. {@link
     * Leadership} exits instead.
     *
     * @return null if no Lease is configured: there is only one replica then
     */
    @Produces
    @Dependent
    LeaderElectionConfiguration configuration() {
        return lease.isEmpty()
                ? null
                : new LeaderElectionConfiguration(
                        name(),
                        namespace(),
                        leaseDuration,
                        leadership.renewDeadline(),
                        leaseDuration.dividedBy(10),
                        identity,
                        new LeaderCallbacks(() -> {}, leadership::lost, holder -> {}),
                        false);
    }

    /** Logs how the leader is elected, and starts to monitor the expiry of the Lease. */
    void announce(KubernetesClient client) {
        if (lease.isPresent()) {
            leadership.watch();
            LOG.infof("Leader election with Lease %s as %s", lease.get(), identity);
            return;
        }
        Optional<Lease> other = RunningRelease.lease(client, clock.instant());
        if (other.isEmpty()) {
            LOG.info("No leader election, because NAMESPACECERTS_LEASE is not set: run only one operator");
            return;
        }
        String name = other.get().getMetadata().getNamespace() + "/"
                + other.get().getMetadata().getName();
        LOG.warnf(
                "Another operator is running: %s holds the Lease %s. This one has no Lease, so both write to the same objects."
                        + " Stop one of them, or set NAMESPACECERTS_LEASE=%s",
                other.get().getSpec().getHolderIdentity(), name, name);
    }

    /** Releases the Lease, so that another replica need not wait until it expires. The SDK does not release it. */
    void release(KubernetesClient client) {
        if (lease.isEmpty()) {
            return;
        }
        try {
            for (int i = 0; i < ATTEMPTS && !isReleased(client); i++) {
                LOG.debugf("The Lease %s was renewed while it was released", lease.get());
            }
        } catch (KubernetesClientException e) {
            LOG.warnf("The Lease %s could not be released (HTTP %d); it expires", lease.get(), e.getCode());
        }
    }

    private boolean isReleased(KubernetesClient client) {
        Lease held = client.leases().inNamespace(namespace()).withName(name()).get();
        if (held == null || !identity.equals(held.getSpec().getHolderIdentity())) {
            return true;
        }
        try {
            client.resource(new LeaseBuilder(held)
                            .editSpec()
                            .withHolderIdentity("")
                            .withLeaseDurationSeconds(1)
                            .endSpec()
                            .build())
                    .lockResourceVersion(held.getMetadata().getResourceVersion())
                    .update();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private String namespace() {
        return lease.orElseThrow().split("/")[0];
    }

    private String name() {
        return lease.orElseThrow().split("/")[1];
    }
}
