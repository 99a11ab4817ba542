package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static dev.namespacecerts.operator.Cluster.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.api.v1alpha1.RotationStatus.Phase;
import dev.namespacecerts.handshake.GoServer;
import dev.namespacecerts.handshake.Handshake;
import dev.namespacecerts.handshake.Identity;
import dev.namespacecerts.handshake.OpensslClient;
import dev.namespacecerts.handshake.TemporalClient;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Complete rotations, while a client constantly connects to a server that loads what is published. */
class RotationIT {
    private static final String BUNDLE = "rotated";
    private static final String SECRET = "worker";
    private static final int MANY = 20;
    private static final String WHOLE_SERVER = "temporalserver";
    private static final String TEMPORAL = System.getProperty("namespacecerts.rotation.server", "temporaltls");
    private static final Pattern REFUSAL =
            Pattern.compile("alert.(unknown.ca|certificate.required)", Pattern.CASE_INSENSITIVE);

    private final Opened opened = new Opened();
    private final Cluster cluster = opened.add(new Cluster());
    private final HeldCertificate old =
            CertificateBuilder.root("CN=Acme Root 1").build();
    private final HeldCertificate next =
            CertificateBuilder.root("CN=Acme Root 2").build();

    private MountedConfigMap mounted;
    private ReconnectingClient client;
    private ReconnectingClient clientOfTemporal;
    private GoServer temporal;

    @AfterEach
    void close() throws Exception {
        opened.close();
    }

    @Test
    void theClientIsNeverRejectedIfTheOldRootIsRemovedBeforeTheLeafIsRenewed() {
        begin();
        addTheNextRoot();
        removeTheOldRoot();
        RotationStatus waiting = awaitPhase(Phase.WaitingForClients);
        assertThat(waiting.retained()).hasSize(1);
        assertThat(waiting.retained().get(0).waitingFor()).containsExactly(SECRET);
        awaitServed(next.pem() + old.pem());
        awaitConnections();

        renewTheLeaf();
        awaitServed(next.pem());
        assertThat(awaitPhase(Phase.Complete).retained()).isNull();
        assertNeverRefused();
        assertTheOldRootIsRefused();
    }

    @Test
    void theClientIsNeverRejectedIfTheOldRootIsRemovedAfterTheLeafIsRenewed() {
        begin();
        addTheNextRoot();
        renewTheLeaf();
        awaitServed(next.pem() + old.pem());

        removeTheOldRoot();
        awaitServed(next.pem());
        assertThat(awaitPhase(Phase.Complete).retained()).isNull();
        assertNeverRefused();
        assertTheOldRootIsRefused();
    }

    @Test
    void theClientIsRejectedWithoutWaitForClients() {
        putLeaf(old);
        cluster.create(BUNDLE, new SpecBuilder().inline(old.pem()).publishTo("ca"));
        connect();
        cluster.edit(BUNDLE, new SpecBuilder().inline(next.pem()).publishTo("ca"));
        for (ReconnectingClient refused : List.of(client, clientOfTemporal)) {
            eventually(() -> !refused.refusals().isEmpty());
            assertThat(refused.refusals()).allMatch(RotationIT::isRefusal);
        }
    }

    @Test
    void theDemoClientIsNeverRejectedWhileItsAuthorityIsReplaced() {
        cluster.create(BUNDLE, demo("Acme"));
        cluster.eventuallyReady(BUNDLE, "True", "Ready");
        connect();
        String root = mounted.text();
        String leaf = client.secret().chain();

        cluster.edit(BUNDLE, demo("Acme of tomorrow"));
        cluster.eventually(BUNDLE, b -> {
            assertCondition(b, "Ready", "True", "Ready");
            assertCondition(b, "DemoIssued", "True", "Settling");
            assertThat(condition(b.getStatus().conditions(), "DemoIssued").getMessage())
                    .contains("Leaves issued by the previous demo root are replaced at ");
        });
        eventually(() -> mounted.text().contains(root) && !mounted.text().equals(root));
        eventually(() -> !client.secret().chain().equals(leaf));
        awaitConnections();
        cluster.eventually(BUNDLE, b -> assertCondition(b, "DemoIssued", "True", "Issued"));
        assertNeverRefused();
    }

    private void begin() {
        putLeaf(old);
        cluster.create(BUNDLE, waiting(old));
        connect();
    }

    private void connect() {
        mounted = opened.add(new MountedConfigMap(cluster, "ca"));
        eventually(() -> !mounted.text().isEmpty());
        GoServer server = opened.add(new GoServer(mounted.file()));
        temporal = opened.add(GoServer.ofTemporal(TEMPORAL, mounted.file(), Duration.ofMillis(300)));
        client = opened.add(
                new ReconnectingClient(cluster, SECRET, opened.add(new OpensslClient(server.port()))::connect));
        clientOfTemporal = opened.add(new ReconnectingClient(cluster, SECRET, toTemporal()));
        awaitConnections();
    }

    private Function<Identity, Handshake> toTemporal() {
        if (TEMPORAL.equals(WHOLE_SERVER)) {
            TemporalClient sdk = opened.add(new TemporalClient());
            return identity -> sdk.connect(temporal.port(), identity);
        }
        return opened.add(new OpensslClient(temporal.port()))::connect;
    }

    private void awaitConnections() {
        client.awaitConnections(MANY);
        clientOfTemporal.awaitConnections(MANY);
    }

    private void addTheNextRoot() {
        cluster.edit(BUNDLE, waiting(old, next));
        awaitServed(next.pem() + old.pem());
        awaitConnections();
    }

    private void removeTheOldRoot() {
        cluster.edit(BUNDLE, waiting(next));
    }

    private void renewTheLeaf() {
        putLeaf(next);
        awaitConnections();
    }

    private void assertNeverRefused() {
        assertNeverRefused(client);
        assertNeverRefused(clientOfTemporal);
    }

    private static void assertNeverRefused(ReconnectingClient accepted) {
        accepted.awaitConnections(MANY);
        assertThat(accepted.refusals()).isEmpty();
        assertThat(accepted.connections()).isGreaterThan(3 * MANY);
        assertThat(accepted.overtaken()).as("at the one renewal").isLessThanOrEqualTo(1);
    }

    /** Once the server has noticed that it was dropped, for which it had been moved to the front. */
    private void assertTheOldRootIsRefused() {
        assertThat(mounted.texts())
                .containsExactly("", old.pem(), next.pem() + old.pem(), old.pem() + next.pem(), next.pem());
        HeldCertificate leaf = CertificateBuilder.leaf("CN=late").issuedBy(old).build();
        Function<Identity, Handshake> late = toTemporal();
        eventually(() -> isRefusal(late.apply(Identity.of(leaf)).said()));
    }

    private static boolean isRefusal(String said) {
        return REFUSAL.matcher(said).find();
    }

    private RotationStatus awaitPhase(Phase phase) {
        return cluster.eventually(
                        BUNDLE,
                        bundle -> assertThat(bundle.getStatus().rotation().phase())
                                .isEqualTo(phase))
                .getStatus()
                .rotation();
    }

    private void awaitServed(String pem) {
        eventually(() -> mounted.text().equals(pem));
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private void putLeaf(HeldCertificate issuer) {
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=" + SECRET).issuedBy(issuer).build();
        cluster.clientSecret(SECRET, Map.of(), leaf.pem(), leaf.privateKeyPem());
    }

    private static SpecBuilder waiting(HeldCertificate... roots) {
        SpecBuilder spec =
                new SpecBuilder().client(SECRET).publishTo("ca", "3s").waitForClients("1h");
        for (HeldCertificate root : roots) {
            spec.inline(root.pem());
        }
        return spec;
    }

    private static SpecBuilder demo(String organization) {
        return new SpecBuilder()
                .demo(new DemoSpec(
                        new DemoAuthoritySpec(organization, null, null),
                        List.of(new DemoLeafSpec(SECRET, SECRET, null, List.of(), null))))
                .client(SECRET)
                .publishTo("ca", "3s");
    }
}
