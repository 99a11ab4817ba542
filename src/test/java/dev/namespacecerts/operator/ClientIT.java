package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.ClientSummary;
import dev.namespacecerts.api.v1alpha1.MatchedClients;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientIT {
    private static final Map<String, String> WORKER = Map.of("app", "worker");

    private final Cluster cluster = new Cluster();
    private final HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();
    private final HeldCertificate stranger =
            CertificateBuilder.root("CN=Stranger").build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void clientsFoundByNameAndSelectorAreEvaluatedAndNeverMakeTheBundleUnready() {
        put("a", Map.of(), leaf("a", root));
        put("b", WORKER, leaf("b", stranger));
        put("c", WORKER, leaf("c", root));
        put("d", Map.of("app", "other"), leaf("d", stranger));
        cluster.create(
                "judged",
                new SpecBuilder()
                        .inline(root.pem())
                        .client("a")
                        .client("absent")
                        .clients("app", "worker"));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("judged", "True", "Ready");
        assertThat(bundle.getStatus().clients())
                .extracting(ClientStatus::secretName, ClientStatus::accepted, ClientIT::rules)
                .containsExactly(
                        tuple("absent", false, List.of("EE-11")),
                        tuple("b", false, List.of("EE-7")),
                        tuple("a", true, List.of()),
                        tuple("c", true, List.of()));
        assertThat(bundle.getStatus().clientSummary()).isEqualTo(new ClientSummary(4, 2, 2));
        assertCondition(bundle, "ClientsAccepted", "False", "ClientRejected");
    }

    @Test
    void changesOfAClientSecretAreNoticedAtOnce() {
        put("worker", WORKER, leaf("worker", stranger));
        cluster.create("seen", new SpecBuilder().inline(root.pem()).clients("app", "worker"));
        cluster.eventually("seen", b -> assertCondition(b, "ClientsAccepted", "False", "ClientRejected"));
        put("worker", WORKER, leaf("worker", root));
        cluster.eventually("seen", b -> assertCondition(b, "ClientsAccepted", "True", "Accepted"));
        put("worker", Map.of("app", "other"), leaf("worker", root));
        cluster.eventually(
                "seen", b -> assertThat(b.getStatus().clientSummary().total()).isZero());
        put("worker", WORKER, leaf("worker", root));
        cluster.eventually(
                "seen", b -> assertThat(b.getStatus().clientSummary().total()).isOne());
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("worker")
                .delete();
        cluster.eventually(
                "seen", b -> assertThat(b.getStatus().clientSummary().total()).isZero());
    }

    @Test
    void filtersReportTheClientsThatTheyMatch() {
        for (String name : List.of("worker-a", "worker-b", "other")) {
            put(name, WORKER, leaf(name, root));
        }
        cluster.create("filtered", new SpecBuilder().inline(root.pem()).clients("app", "worker"));
        cluster.filter("workers", "filtered", "worker-*");
        cluster.filter("nobody", "filtered", "misspelt-*");
        NamespaceCertificateBundle bundle = cluster.eventually("filtered", b -> {
            assertThat(b.getStatus().filters().accepted()).isEqualTo(2);
            assertThat(b.getStatus().clientSummary()).isEqualTo(new ClientSummary(3, 2, 1));
        });
        assertThat(bundle.getStatus().clients())
                .extracting(ClientStatus::secretName, ClientStatus::acceptedBy, ClientIT::rules)
                .containsExactly(
                        tuple("other", null, List.of("EE-9")),
                        tuple("worker-a", "workers", List.of()),
                        tuple("worker-b", "workers", List.of()));
        ClientStatus rejected = bundle.getStatus().clients().get(0);
        assertThat(rejected.subject()).contains("CN=other");
        assertThat(rejected.violations().get(0).message())
                .contains("none of 2 accepted CertificateFilters. The nearest: \"nobody\" requires commonName"
                        + " \"misspelt-*\" (the leaf has \"other\"); \"workers\" requires");
        assertMatched("workers", new MatchedClients(2, List.of("worker-a", "worker-b")));
        assertMatched("nobody", new MatchedClients(0, List.of()));
        assertThat(Cluster.condition(cluster.filter("nobody").get().getStatus().conditions(), "Accepted")
                        .getMessage())
                .contains("none of the known clients");
        put("worker-b", WORKER, leaf("renamed", root));
        assertMatched("workers", new MatchedClients(1, List.of("worker-a")));
    }

    @Test
    void aClientsKeyIsNeitherInTheStatusNorInTheLog() {
        HeldCertificate leaf = leaf("worker", root);
        put("worker", WORKER, leaf);
        cluster.create("keyless", new SpecBuilder().inline(root.pem()).clients("app", "worker"));
        NamespaceCertificateBundle bundle =
                cluster.eventually("keyless", b -> assertCondition(b, "ClientsAccepted", "True", "Accepted"));
        String body = leaf.privateKeyPem()
                .lines()
                .filter(line -> !line.startsWith("-"))
                .findFirst()
                .orElseThrow();
        assertThat(bundle.getStatus().toString()).doesNotContain(body.substring(8, 32));
        assertThat(OperatorProcess.shared().log()).doesNotContain(body.substring(8, 32));
    }

    private void assertMatched(String filter, MatchedClients expected) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                cluster.filter(filter).get().getStatus().matchedClients())
                        .isEqualTo(expected));
    }

    private static List<String> rules(ClientStatus client) {
        return client.violations() == null
                ? List.of()
                : client.violations().stream().map(RuleViolation::rule).toList();
    }

    private void put(String name, Map<String, String> labels, HeldCertificate leaf) {
        cluster.clientSecret(name, labels, leaf.pem(), leaf.privateKeyPem());
    }

    private static HeldCertificate leaf(String name, HeldCertificate issuer) {
        return CertificateBuilder.leaf("CN=" + name).issuedBy(issuer).build();
    }
}
