package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.sync;
import static dev.namespacecerts.operator.Cluster.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of a service that is broken, or that somebody else controls. All bundles are there at once, and one that is in order. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class CloudHostileIT {
    private static final String KEY = "tcld_key_of_" + "hostile0123456789";
    private static final int MOST_CALLS = 15;
    private static final HeldCertificate CA =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate NEW =
            CertificateBuilder.root("CN=New Root,O=Acme").build();

    private static Cluster cluster;
    private static HostileService service;
    private static List<HostileAnswer> cases;

    private static String temporalNamespace(HostileAnswer hostile) {
        return hostile.name() + "-" + cluster.namespace() + ".a2dd6";
    }

    @BeforeAll
    static void start() {
        cluster = new Cluster();
        service = new HostileService();
        cases = HostileAnswers.all(KEY, CA, NEW);
        cluster.client()
                .resource(connection(
                        cluster, CloudBundle.CONNECTION, service.address(), HostileService.ca(), KEY, "a2dd6"))
                .create();
        for (HostileAnswer hostile : cases) {
            String name = temporalNamespace(hostile);
            service.namespace(name, () -> {
                Namespace answer = hostile.answer() == null
                        ? HostileAnswers.namespace(CA.pem()).build()
                        : hostile.answer().get();
                return answer == null || !answer.getNamespace().isEmpty()
                        ? answer
                        : answer.toBuilder().setNamespace(name).build();
            });
            if (hostile.operation() != null) {
                service.operation(name, hostile.operation());
            }
            cluster.create(
                    hostile.name(),
                    new SpecBuilder()
                            .temporalNamespace(name)
                            .inline(CA.pem(), NEW.pem())
                            .cloud(hostile.spec()));
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
        service.close();
    }

    static Stream<HostileAnswer> hostile() {
        return cases.stream();
    }

    @Concurrent
    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileAnswerIsReported(HostileAnswer hostile) {
        NamespaceCertificateBundle bundle = CloudBundle.eventually(cluster, hostile.name(), "False", hostile.reason());
        String message =
                condition(bundle.getStatus().conditions(), "Synchronized").getMessage();
        assertThat(message.length()).isLessThan(8_000);
        String status = Serialization.asJson(bundle.getStatus());
        assertThat(status.length()).isLessThan(256 * 1024);
        assertThat(status).doesNotContain(KEY, KEY.substring(0, 12));
        // JSON escapes some of them, so that the texts are looked at.
        assertThat(bundle.getStatus().toString()).doesNotContainPattern("[\\p{Cc}&&[^\n]]|[\u202E\u2028\u3164]");
        assertThat(message).doesNotContain("\n");
    }

    @Test
    void anotherBundleIsNotDelayed() {
        try (TemporalCloud cloud = new TemporalCloud();
                Cluster other = new Cluster()) {
            String name = "accounting-" + other.namespace() + ".a2dd6";
            cloud.addKey("tcld_other_key", "other");
            cloud.seed(name, CA.pem());
            other.client()
                    .resource(connection(other, cloud, "tcld_other_key", "a2dd6"))
                    .create();
            other.create(
                    "accounting",
                    new SpecBuilder()
                            .temporalNamespace(name)
                            .inline(CA.pem(), NEW.pem())
                            .cloud(sync()));
            long begin = System.nanoTime();
            CloudBundle.eventually(other, "accounting", "True", "Synchronized");
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
                    .isLessThan(8);
        }
    }

    /** The last, because the others wait meanwhile. */
    @Test
    void noneIsAskedForAgainAndAgain() throws InterruptedException {
        Map<String, Integer> before = counts();
        double reconciliations = reconciliations();
        TimeUnit.SECONDS.sleep(5);
        Map<String, Integer> after = counts();
        assertThat(after)
                .allSatisfy((name, calls) ->
                        assertThat(calls - before.get(name)).as(name).isLessThan(MOST_CALLS));
        assertThat(reconciliations() - reconciliations).isLessThan(cases.size() * 2.0 * MOST_CALLS);
        // The API server may close a connection at any time; the first retry follows then.
        assertThat(OperatorProcess.shared()
                        .log()
                        .lines()
                        .filter(line -> line.contains(cluster.namespace()) || line.contains("grpc"))
                        .filter(line -> !line.contains("HttpClosedException in the operator; next try in 200 ms")))
                .noneMatch(line -> line.contains("Exception") || line.contains("ERROR"));
        assertThat(OperatorProcess.shared().log()).doesNotContain(KEY);
        assertThat(OperatorProcess.shared().get("/q/metrics")).doesNotContain(KEY);
    }

    private static Map<String, Integer> counts() {
        return cases.stream()
                .collect(Collectors.toMap(
                        HostileAnswer::name,
                        hostile -> service.calls(temporalNamespace(hostile)),
                        (a, b) -> a,
                        LinkedHashMap::new));
    }

    private static double reconciliations() {
        return OperatorProcess.shared()
                .get("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("namespacecerts_reconcile_seconds_count{") && line.contains("bundle"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
