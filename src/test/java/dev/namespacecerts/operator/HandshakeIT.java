package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.ClientSummary;
import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.handshake.Folder;
import dev.namespacecerts.handshake.GoServer;
import dev.namespacecerts.handshake.Handshake;
import dev.namespacecerts.handshake.Identity;
import dev.namespacecerts.handshake.LeafCase;
import dev.namespacecerts.handshake.LeafTable;
import dev.namespacecerts.handshake.OpensslClient;
import dev.namespacecerts.handshake.TemporalClient;
import dev.namespacecerts.handshake.TemporalServer;
import dev.namespacecerts.testing.SpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutual TLS with the published bundle as a server's client CAs and a Secret as the client's identity. Servers accept
 * the clients that the status accepts, and reject the others, except as the {@link LeafTable} explains.
 */
class HandshakeIT {
    private static final String BUNDLE = "table";
    private static final Map<String, String> LABELS = Map.of("app", "worker");
    private static final List<LeafCase> ROWS = LeafTable.rows();

    private static final Opened OPENED = new Opened();

    private static Cluster cluster;
    private static Map<String, ClientStatus> status;
    private static GoServer goServer;
    private static TemporalServer javaServer;
    private static OpensslClient openssl;
    private static TemporalClient sdk;

    @BeforeAll
    static void publishTheBundleToServers() {
        cluster = OPENED.add(new Cluster());
        apply();
        status = clientStatuses();
        String published = published();
        Folder folder = OPENED.add(new Folder());
        goServer = OPENED.add(new GoServer(folder.write("ca.crt", published)));
        javaServer = OPENED.add(new TemporalServer(published));
        openssl = OPENED.add(new OpensslClient(goServer.port()));
        sdk = OPENED.add(new TemporalClient());
    }

    @AfterAll
    static void close() throws Exception {
        OPENED.close();
    }

    static List<LeafCase> rows() {
        return ROWS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theStatusEqualsTheVerdictsOfTheRules(LeafCase row) {
        ClientStatus client = status.get(row.secretName());
        assertThat(client.accepted()).isEqualTo(row.accepted());
        assertThat(client.acceptedBy()).isEqualTo(row.acceptedBy());
        assertThat(rules(client)).isEqualTo(row.violations());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void goAcceptsOpenssl(LeafCase row) {
        Handshake handshake = openssl.connect(identity(row));
        assertThat(handshake.accepted()).as(handshake.said()).isEqualTo(row.goAcceptsIt());
        if (!row.goAcceptsIt()) {
            assertThat(handshake.said()).contains(row.clientError());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void goAcceptsTheJavaSdk(LeafCase row) {
        Handshake handshake = sdk.connect(goServer.port(), identity(row));
        assertThat(handshake.accepted()).as(handshake.said()).isEqualTo(row.goAcceptsIt() && row.theSdkCanPresentIt());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void javaAcceptsTheJavaSdk(LeafCase row) {
        Handshake handshake = sdk.connect(javaServer.port(), identity(row));
        assertThat(handshake.accepted())
                .as(handshake.said())
                .isEqualTo(row.javaAcceptsIt() && row.theSdkCanPresentIt());
    }

    /** Regardless of the table's exceptions. */
    @Test
    void goRejectsNoClientThatTheStatusAccepts() {
        assertThat(status.values())
                .filteredOn(ClientStatus::accepted)
                .hasSizeGreaterThan(20)
                .allSatisfy(client -> assertThat(openssl.connect(identity(client.secretName())))
                        .matches(Handshake::accepted, "is accepted"));
    }

    @Test
    void everyLeafRuleIsViolatedByAClient() {
        assertThat(ROWS.stream().filter(row -> !row.accepted()).flatMap(row -> row.violations().stream()))
                .containsAll(IntStream.rangeClosed(1, 11)
                        .mapToObj(number -> "EE-" + number)
                        .toList());
    }

    private static void apply() {
        for (LeafCase row : ROWS) {
            row.identity()
                    .ifPresent(identity ->
                            cluster.clientSecret(row.secretName(), LABELS, identity.chain(), identity.key()));
        }
        LeafTable.filters(new BundleReference(BUNDLE)).forEach((name, spec) -> {
            CertificateFilter filter = new CertificateFilter();
            filter.getMetadata().setName(name);
            filter.getMetadata().setNamespace(cluster.namespace());
            filter.setSpec(spec);
            cluster.client().resource(filter).create();
        });
        DemoLeafSpec leaf = new DemoLeafSpec(LeafTable.DEMO, LeafTable.DEMO, null, List.of(), null);
        cluster.create(
                BUNDLE,
                new SpecBuilder()
                        .inline(LeafTable.bundle())
                        .demo(new DemoSpec(new DemoAuthoritySpec("Acme", null, null), List.of(leaf)))
                        .clients("app", "worker")
                        .client(LeafTable.DEMO)
                        .publishTo("ca"));
    }

    private static Map<String, ClientStatus> clientStatuses() {
        int accepted = (int) ROWS.stream().filter(LeafCase::accepted).count();
        ClientSummary expected = new ClientSummary(ROWS.size(), accepted, ROWS.size() - accepted);
        return cluster
                .eventually(BUNDLE, bundle -> {
                    assertCondition(bundle, "Ready", "True", "Ready");
                    assertThat(bundle.getStatus().clientSummary()).isEqualTo(expected);
                })
                .getStatus()
                .clients()
                .stream()
                .collect(Collectors.toMap(ClientStatus::secretName, Function.identity()));
    }

    private static String published() {
        return cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName("ca")
                .get()
                .getData()
                .get("ca.crt");
    }

    private static Identity identity(LeafCase row) {
        return identity(row.secretName());
    }

    private static Identity identity(String secretName) {
        return Identity.of(cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(secretName)
                .get());
    }

    private static List<String> rules(ClientStatus client) {
        return client.violations() == null
                ? List.of()
                : client.violations().stream()
                        .map(violation -> violation.rule()
                                + (violation.severity() == RuleViolation.Severity.Warning ? " warning" : ""))
                        .toList();
    }
}
