package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.spec;
import static dev.namespacecerts.operator.CloudBundle.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Unlisted;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.testing.CertificateBuilder;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** States of the Temporal Cloud Namespace, of the API key and of the service, and what is told of each. */
class CloudStatesIT extends CloudCase {
    @Concurrent
    @Test
    void aKeyThatHasNoPermissionYet() {
        cloud.addKeyFor(key, "operator", "another.a2dd6");
        create(sync(), OLD, NEW);
        eventually("False", "Pending", "request unauthorized");
        cloud.addKey(key, "operator");
        eventually("True", "Synchronized");
        assertThat(cloud.changes(name)).hasSize(1);
    }

    @Concurrent
    @Test
    void aKeyThatWasReplaced() {
        String nextKey = key + "_next";
        create(sync(), OLD, NEW);
        eventually("True", "Synchronized");
        cloud.removeKey(key);
        cloud.addKey(nextKey, "operator's next");
        NamespaceCertificateBundle bundle = eventually("False", "Unauthorized");
        assertThat(message(bundle)).contains("invalid or expired api key").doesNotContain(key);
        Cluster.assertCondition(bundle, "Stalled", "True", "NotSynchronized");
        cluster.client().resource(connection(cluster, cloud, nextKey, "a2dd6")).createOr(existing -> existing.update());
        eventually("True", "Synchronized");
        assertThat(cloud.changes(name)).hasSize(1);
    }

    @Concurrent
    @Test
    void aNamespaceThatWasDeleted() {
        create(sync(), OLD);
        eventually("True", "Synchronized");
        cloud.delete(name);
        eventually("False", "Pending", "not found");
        cloud.seed(name, OLD.pem());
        eventually("True", "Synchronized");
    }

    @Concurrent
    @Test
    void aNamespaceThatIsSuspended() {
        cloud.state(name, ResourceState.RESOURCE_STATE_SUSPENDED);
        create(sync(), OLD, NEW);
        eventually("False", "Refused", "Suspended");
        assertThat(updates()).isZero();
        cloud.state(name, ResourceState.RESOURCE_STATE_ACTIVE);
        eventually("True", "Synchronized");
    }

    @Concurrent
    @Test
    void aNamespaceWithoutMtls() {
        cloud.change(name, mtls -> mtls.setEnabled(false));
        create(sync(), OLD, NEW);
        Cluster.assertCondition(eventually("False", "MtlsDisabled"), "Stalled", "True", "NotSynchronized");
        assertThat(updates()).isZero();
        cloud.change(name, mtls -> mtls.setEnabled(true));
        eventually("True", "Synchronized");
    }

    /** The service refuses every update that leaves one of them there. */
    @Concurrent
    @Test
    void expiredCasOfOthersWaitForTheirRemoval() {
        String expired = Stream.of("CN=Expired 1", "CN=Expired 2")
                .map(subject -> CertificateBuilder.root(subject)
                        .notBefore(Instant.now().minus(Duration.ofDays(20)))
                        .notAfter(Instant.now().minus(Duration.ofDays(10)))
                        .build()
                        .pem())
                .collect(Collectors.joining());
        cloud.seed(name, pem(OLD) + expired);
        create(sync(), OLD, NEW);
        eventually("False", "AdoptionRequired", "tcld namespace accepted-client-ca set --namespace " + name);
        assertThat(updates()).isZero();
        cluster.edit("accounting", bundle(spec(Mode.Sync, Unlisted.Remove, null), OLD, NEW));
        eventually("True", "Synchronized");
        assertThat(accepted()).isEqualTo(pem(OLD, NEW));
        assertThat(updates()).isEqualTo(1);
    }

    @Concurrent
    @Test
    void aServiceThatRestarts() {
        create(sync(), OLD);
        eventually("True", "Synchronized");
        cloud.restart();
        cluster.edit("accounting", bundle(sync(), OLD, NEW));
        eventually("True", "Synchronized");
        assertThat(accepted()).isEqualTo(pem(OLD, NEW));
        assertThat(cloud.changes(name)).hasSize(1);
    }

    @Concurrent
    @Test
    void aSuspendedBundleIsNotReadEither() throws InterruptedException {
        create(spec(Mode.Sync, null, null, null, "1s"), OLD);
        eventually("True", "Synchronized");
        cluster.edit(
                "accounting",
                bundle(spec(Mode.Sync, null, null, null, "1s"), OLD, NEW).reconciliation(Reconciliation.Suspended));
        cluster.eventuallyReady("accounting", "Unknown", "Suspended");
        Thread.sleep(500); // a read may be in progress
        cloud.forgetRequests();
        Thread.sleep(3_000);
        assertThat(cloud.requests()).isEmpty();
        cluster.edit("accounting", bundle(spec(Mode.Sync, null, null, null, "1s"), OLD, NEW));
        await().atMost(Duration.ofSeconds(10)).until(() -> accepted().equals(pem(OLD, NEW)));
        eventually("True", "Synchronized");
    }
}
