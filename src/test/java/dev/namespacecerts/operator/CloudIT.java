package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.eventually;
import static dev.namespacecerts.operator.CloudBundle.observe;
import static dev.namespacecerts.operator.CloudBundle.spec;
import static dev.namespacecerts.operator.CloudBundle.sync;
import static dev.namespacecerts.operator.Cluster.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.CloudSpec.ClearFilters;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Unlisted;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudCertificate;
import dev.namespacecerts.api.v1alpha1.CloudStatus.Owner;
import dev.namespacecerts.api.v1alpha1.CloudStatus.State;
import dev.namespacecerts.api.v1alpha1.ConnectionReference;
import dev.namespacecerts.api.v1alpha1.ConnectionReference.Scope;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Temporal Cloud Namespaces are compared with their bundles, and brought in step. */
class CloudIT {
    private static final String KEY = "tcld_key_of_" + "accounting";
    private static final HeldCertificate OLD =
            CertificateBuilder.root("CN=Old Root,O=Acme").build();
    private static final HeldCertificate NEW =
            CertificateBuilder.root("CN=New Root,O=Acme").build();
    private static final HeldCertificate OTHER =
            CertificateBuilder.root("CN=Other Root,O=Other").build();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster = new Cluster();
    private final TemporalCloud cloud = new TemporalCloud();
    private String name;

    @BeforeEach
    void connect() {
        name = "accounting-" + cluster.namespace() + ".a2dd6";
        cloud.addKey(KEY, "operator");
        cluster.client().resource(connection(cluster, cloud, KEY, "a2dd6")).create();
    }

    @AfterEach
    void whatIsNotOursIsAsSeeded() {
        cluster.close();
        cloud.close();
        cloud.assertForeignUntouched();
    }

    private SpecBuilder bundle(CloudSpec spec, HeldCertificate... cas) {
        return new SpecBuilder()
                .temporalNamespace(name)
                .inline(List.of(cas).stream().map(HeldCertificate::pem).toArray(String[]::new))
                .cloud(spec);
    }

    private String accepted() {
        return cloud.mtls(name).getAcceptedClientCa().toStringUtf8();
    }

    private static String pem(HeldCertificate... cas) {
        return List.of(cas).stream().map(HeldCertificate::pem).reduce("", String::concat);
    }

    @Test
    void observeShowsWhatIsMissingThereAndWhatIsOnlyThere() {
        cloud.seed(name, pem(OLD, OTHER));
        cluster.create("accounting", bundle(observe(), OLD, NEW));
        NamespaceCertificateBundle bundle = eventually(cluster, "accounting", "False", "Differs");
        assertThat(bundle.getStatus().cloud().certificates())
                .extracting(CloudCertificate::subject, CloudCertificate::state, CloudCertificate::owner)
                .containsExactly(
                        tuple("CN=Old Root,O=Acme", State.InStep, Owner.Other),
                        tuple("CN=New Root,O=Acme", State.Missing, null),
                        tuple("CN=Other Root,O=Other", State.Unlisted, Owner.Other));
        assertThat(condition(bundle.getStatus().conditions(), "Ready").getStatus())
                .isEqualTo("True");
        assertThat(cloud.requests("UpdateNamespace")).isEmpty();
    }

    @Test
    void syncAddsWhatIsMissingAndKeepsWhatOthersAdded() {
        cloud.seed(name, pem(OTHER));
        cluster.create("accounting", bundle(sync(), NEW));
        NamespaceCertificateBundle bundle = eventually(cluster, "accounting", "False", "AdoptionRequired");
        assertThat(condition(bundle.getStatus().conditions(), "Synchronized").getMessage())
                .contains(OTHER.parsed().fingerprint());
        assertThat(accepted()).isEqualTo(pem(OTHER, NEW));
        assertThat(cloud.requests("UpdateNamespace")).hasSize(1);

        cluster.edit("accounting", bundle(spec(Mode.Sync, Unlisted.Remove, null), NEW));
        eventually(cluster, "accounting", "True", "Synchronized");
        assertThat(accepted()).isEqualTo(pem(NEW));
    }

    @Test
    void aRotationSendsBothCasFirstAndThenTheNewOneAlone() {
        cloud.seed(name, pem(OLD));
        cluster.create("accounting", bundle(sync(), OLD));
        eventually(cluster, "accounting", "True", "Synchronized");
        cluster.edit("accounting", bundle(sync(), NEW));
        eventually(cluster, "accounting", "True", "Synchronized");
        assertThat(accepted()).isEqualTo(pem(NEW));
        assertThat(cloud.requests("UpdateNamespace")).hasSize(2);
    }

    @Test
    void theLastFilterStaysUnlessItMayBeCleared() {
        cloud.seed(
                name,
                pem(OLD),
                CertificateFilterSpec.newBuilder().setCommonName("worker").build());
        cluster.create("accounting", bundle(spec(Mode.Sync, Unlisted.Remove, null), OLD));
        eventually(cluster, "accounting", "False", "FiltersWouldBeCleared");
        assertThat(cloud.requests("UpdateNamespace")).isEmpty();
        cluster.edit("accounting", bundle(spec(Mode.Sync, Unlisted.Remove, ClearFilters.Allow), OLD));
        eventually(cluster, "accounting", "True", "Synchronized");
        assertThat(cloud.mtls(name).getCertificateFiltersList()).isEmpty();
    }

    @Test
    void aLostAnswerIsFollowedByAReadAndNoSecondChange() {
        cloud.seed(name, pem(OLD));
        cloud.faults().loseAnswers("UpdateNamespace", 1);
        cluster.create("accounting", bundle(sync(), OLD, NEW));
        eventually(cluster, "accounting", "True", "Synchronized");
        assertThat(cloud.requests("UpdateNamespace")).hasSize(1);
        assertThat(accepted()).isEqualTo(pem(OLD, NEW));
    }

    @Test
    void whatOthersUndoThreeTimesIsContested() {
        cloud.seed(name, pem(OLD));
        cluster.create("accounting", bundle(spec(Mode.Sync, null, null, null, "1s"), OLD, NEW));
        eventually(cluster, "accounting", "True", "Synchronized");
        for (int i = 0; i < 3; i++) {
            cloud.change(name, mtls -> mtls.setAcceptedClientCa(ByteString.copyFromUtf8(pem(OLD))));
            if (i < 2) {
                await().atMost(Duration.ofSeconds(20)).until(() -> accepted().equals(pem(OLD, NEW)));
                eventually(cluster, "accounting", "True", "Synchronized");
            }
        }
        eventually(cluster, "accounting", "False", "Contested");
        assertThat(accepted()).isEqualTo(pem(OLD));
    }

    @Test
    void filtersTravelWithTheBundle() {
        cloud.seed(name, pem(OLD));
        cluster.create("accounting", bundle(sync(), OLD));
        eventually(cluster, "accounting", "True", "Synchronized");
        cluster.filter("worker", "accounting", "*.payments");
        await().atMost(PATIENCE).until(() -> filters().equals(List.of("*.payments")));
        cluster.filter("starter", "accounting", "starter");
        await().atMost(PATIENCE).until(() -> filters().equals(List.of("*.payments", "starter")));
        cluster.filter("worker").delete();
        await().atMost(PATIENCE).until(() -> filters().equals(List.of("starter")));
        cluster.filter("starter").delete();
        eventually(cluster, "accounting", "False", "FiltersWouldBeCleared");
        assertThat(filters()).containsExactly("starter");
    }

    private List<String> filters() {
        return cloud.mtls(name).getCertificateFiltersList().stream()
                .map(CertificateFilterSpec::getCommonName)
                .toList();
    }

    @Test
    void aCaStaysAsLongAsAKnownClientNeedsIt() {
        cloud.seed(name, pem(OLD));
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=worker").issuedBy(OLD).build();
        cluster.clientSecret("worker-tls", Map.of(), leaf.pem(), leaf.privateKeyPem());
        SpecBuilder before = bundle(sync(), OLD).client("worker-tls");
        cluster.create("accounting", before);
        eventually(cluster, "accounting", "True", "Synchronized");

        cluster.edit("accounting", bundle(sync(), NEW).client("worker-tls"));
        NamespaceCertificateBundle bundle = eventually(cluster, "accounting", "True", "Synchronized");
        assertThat(condition(bundle.getStatus().conditions(), "Synchronized").getMessage())
                .contains("1 CA that left the bundle stays there until no client needs it (Secret \"worker-tls\")");
        assertThat(accepted()).isEqualTo(pem(OLD, NEW));

        HeldCertificate renewed =
                CertificateBuilder.leaf("CN=worker").issuedBy(NEW).build();
        cluster.clientSecret("worker-tls", Map.of(), renewed.pem(), renewed.privateKeyPem());
        await().atMost(PATIENCE).until(() -> accepted().equals(pem(NEW)));
        eventually(cluster, "accounting", "True", "Synchronized");
    }

    @Test
    void aSuspendedBundleIsNeitherReadNorSent() throws InterruptedException {
        cloud.seed(name, pem(OLD));
        cluster.create("accounting", bundle(spec(Mode.Sync, null, null, null, "1s"), OLD));
        eventually(cluster, "accounting", "True", "Synchronized");
        cluster.edit(
                "accounting",
                bundle(spec(Mode.Sync, null, null, null, "1s"), OLD, NEW).reconciliation(Reconciliation.Suspended));
        cluster.eventuallyReady("accounting", "Unknown", "Suspended");
        Thread.sleep(1_000); // a read that was under way
        cloud.forgetRequests();
        Thread.sleep(3_000);
        assertThat(cloud.requests()).isEmpty();
        assertThat(accepted()).isEqualTo(pem(OLD));
    }

    @Test
    void anotherKeyInTheConnectionIsUsedAtOnce() {
        cloud.seed(name, pem(OLD));
        cloud.removeKey(KEY);
        cluster.create("accounting", bundle(sync(), OLD));
        eventually(cluster, "accounting", "False", "Unauthorized");
        cloud.addKey("tcld_another_key", "operator");
        cluster.client()
                .resource(connection(cluster, cloud, "tcld_another_key", "a2dd6"))
                .update();
        eventually(cluster, "accounting", "True", "Synchronized");
    }

    /** Without a watch, it would be read again after 30 seconds. */
    @Test
    void aConnectionOfTheOperatorIsUsedAsSoonAsItIsThere() {
        try (Cluster connections = new Cluster(OperatorProcess.CONNECTIONS);
                Cluster user = new Cluster(OperatorProcess.CONNECTION_USER)) {
            cloud.seed(name, pem(OLD));
            ConnectionReference shared = new ConnectionReference("shared", Scope.Operator);
            user.create("accounting", bundle(new CloudSpec(shared, Mode.Sync, null, null, null, "10m"), OLD));
            eventually(user, "accounting", "False", "ConnectionNotFound");
            connections
                    .client()
                    .resource(connection(connections, "shared", cloud.address(), TemporalCloud.ca(), KEY, "a2dd6"))
                    .create();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> condition(
                                    user.bundle("accounting").get().getStatus().conditions(), "Synchronized")
                            .getStatus()
                            .equals("True"));
        }
    }

    @Test
    void aDeletedBundleRemovesWhatItAddedButNeverTheLastCa() {
        cloud.seed(name, pem(OTHER));
        CloudSpec remove = spec(Mode.Sync, null, null, CloudSpec.DeletionPolicy.Remove, "10m");
        cluster.create("accounting", bundle(remove, OLD, NEW));
        eventually(cluster, "accounting", "False", "AdoptionRequired");
        assertThat(accepted()).isEqualTo(pem(OTHER, OLD, NEW));
        cluster.bundle("accounting").delete();
        await().atMost(PATIENCE).until(() -> cluster.bundle("accounting").get() == null);
        assertThat(accepted()).isEqualTo(pem(OTHER));

        cloud.change(name, mtls -> mtls.setAcceptedClientCa(ByteString.copyFromUtf8(pem(OLD))));
        cluster.create("accounting", bundle(remove, OLD, NEW));
        eventually(cluster, "accounting", "True", "Synchronized");
        cluster.bundle("accounting").delete();
        await().atMost(PATIENCE).until(() -> cluster.bundle("accounting").get() == null);
        assertThat(cloud.mtls(name).getAcceptedClientCa().toStringUtf8()).isIn(pem(OLD), pem(NEW));
    }

    @Test
    void aDeletionIsNotBlockedByAMissingConnection() {
        cloud.seed(name, pem(OLD));
        cluster.create(
                "accounting", bundle(spec(Mode.Sync, null, null, CloudSpec.DeletionPolicy.Remove, "10m"), OLD, NEW));
        eventually(cluster, "accounting", "True", "Synchronized");
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(CloudBundle.CONNECTION)
                .delete();
        cluster.bundle("accounting").delete();
        await().atMost(PATIENCE).until(() -> cluster.bundle("accounting").get() == null);
        assertThat(accepted()).isEqualTo(pem(OLD, NEW));
    }
}
