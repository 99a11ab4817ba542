package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.Request;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many Temporal Cloud Namespaces with one API key share the account with another client, and are at rest once in step. */
class CloudFleetIT {
    /** 40 in the build, 500 under -Psoak. */
    private static final int FLEET = Integer.getInteger("namespacecerts.cloud.fleet", 40);

    private static final int KUBERNETES_NAMESPACES = 4;
    private static final int MOST_OPERATIONS = 10;
    private static final int MOST_PER_SECOND = 80;
    private static final String KEY = "tcld_key_of_" + "the_fleet";
    private static final String SECOND_KEY = "tcld_key_of_" + "terraform";

    /** Checks of the whole fleet take about two thirds of the requests that the operator allows itself. */
    private static final Duration INTERVAL = Duration.ofSeconds(Math.max(5, FLEET / 6));

    /** Writes of what the operator writes, as the API server counts them, also those that change nothing. */
    private static final Pattern WRITES = Pattern.compile(
            "apiserver_request_total\\{(?=[^}]*verb=\"(?:POST|PUT|PATCH|APPLY|DELETE)\")"
                    + "(?=[^}]*resource=\"(?:namespacecertificatebundles|certificatefilters|events|secrets|configmaps)\")[^}]*} (\\S+)");

    private final String old = root("CN=Old Root");
    private final String next = root("CN=New Root");
    private final TemporalCloud cloud = new TemporalCloud();
    private final List<Cluster> clusters = new ArrayList<>();

    @AfterEach
    void close() {
        clusters.forEach(Cluster::close);
        cloud.close();
    }

    @Test
    void aFleetIsInStepBesideAnotherClientAndThenAtRest() throws Exception {
        cloud.addKey(KEY, "fleet");
        cloud.addOwnerKey(SECOND_KEY, "second");
        cloud.faults().duration = Duration.ofMillis(500);
        List<String> others =
                IntStream.range(0, 5).mapToObj(i -> "other-" + i + ".a2dd6").toList();
        others.forEach(name -> cloud.seed(name, old));
        for (int i = 0; i < KUBERNETES_NAMESPACES; i++) {
            Cluster cluster = new Cluster();
            clusters.add(cluster);
            cluster.client().resource(connection(cluster, cloud, KEY, "a2dd6")).create();
        }
        Instant start = Instant.now();
        try (SecondClient second = new SecondClient(cloud, SECOND_KEY, others, List.of(old + next, old), 200)) {
            IntStream.range(0, FLEET).forEach(this::create);
            List<Duration> inStep = awaitInStep(start);
            int made = second.end();
            assertShared(inStep, Duration.between(start, Instant.now()), made);
        }
        assertAtRest();
        cloud.assertForeignUntouched();
    }

    private void create(int number) {
        String name = "fleet-" + number + ".a2dd6";
        cloud.seed(name, old);
        clusters.get(number % KUBERNETES_NAMESPACES)
                .create(
                        "fleet-" + number,
                        new SpecBuilder()
                                .temporalNamespace(name)
                                .inline(old, next)
                                .cloud(spec(Mode.Sync, null, null, null, INTERVAL.toSeconds() + "s")));
    }

    /** When each was in step, after the start. */
    private List<Duration> awaitInStep(Instant start) {
        Map<String, Duration> inStep = new HashMap<>();
        await().atMost(Duration.ofSeconds(30L + 2L * FLEET))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    bundles()
                            .filter(CloudFleetIT::isInStep)
                            .forEach(bundle -> inStep.putIfAbsent(
                                    bundle.getMetadata().getName(), Duration.between(start, Instant.now())));
                    return inStep.size() == FLEET;
                });
        return inStep.values().stream().sorted().toList();
    }

    private void assertShared(List<Duration> inStep, Duration time, int made) {
        Duration mean = inStep.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(FLEET);
        Duration last = inStep.get(FLEET - 1);
        int ours = cloud.mostRequestsInASecond("fleet");
        System.out.printf(
                "%d Namespaces in step after %d ms on average, the last after %d ms; at most %d requests in a second, the"
                        + " other client %d; %d operations in flight at most; %d changes of the other client in %d ms%n",
                FLEET,
                mean.toMillis(),
                last.toMillis(),
                ours,
                cloud.mostRequestsInASecond("second"),
                cloud.mostInFlight(),
                made,
                time.toMillis());
        assertThat(cloud.mostInFlight()).isBetween(6, MOST_OPERATIONS);
        assertThat(ours).isLessThanOrEqualTo(MOST_PER_SECOND);
        assertThat(last).isLessThanOrEqualTo(mean.multipliedBy(3));
        assertThat(made).as("changes of the other client").isPositive();
        IntStream.range(0, FLEET).mapToObj(i -> "fleet-" + i + ".a2dd6").forEach(name -> {
            assertThat(cloud.mtls(name).getAcceptedClientCa().toStringUtf8()).isEqualTo(old + next);
            assertThat(cloud.changes(name)).as(name).hasSize(1);
        });
    }

    /** Each is read once an interval, which varies by a fifth, and nothing is written. */
    private void assertAtRest() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1); // Events are written after the status
        cloud.forgetRequests();
        Map<String, String> versions = versions();
        double writes = writes();
        Instant start = Instant.now();
        TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis() * 3 / 2);
        Duration time = Duration.between(start, Instant.now());
        List<Request> requests = cloud.requests();
        assertThat(writes()).as("writes").isEqualTo(writes);
        assertThat(versions()).isEqualTo(versions);
        assertThat(requests).extracting(Request::method).containsOnly("GetNamespace");
        Map<String, List<Instant>> reads = new TreeMap<>();
        requests.forEach(request -> reads.computeIfAbsent(request.namespace(), name -> new ArrayList<>())
                .add(request.at()));
        System.out.printf("%d reads of %d Namespaces in %d ms%n", requests.size(), reads.size(), time.toMillis());
        assertThat(reads).hasSize(FLEET);
        assertThat(reads.values()).allSatisfy(times -> {
            for (int i = 1; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - 1), times.get(i)))
                        .isGreaterThan(INTERVAL.multipliedBy(3).dividedBy(4));
            }
        });
    }

    private Stream<NamespaceCertificateBundle> bundles() {
        return clusters.stream().flatMap(cluster -> cluster.bundles().stream());
    }

    private static boolean isInStep(NamespaceCertificateBundle bundle) {
        return bundle.getStatus() != null
                && Conditions.find(bundle.getStatus().conditions(), "Synchronized")
                        .filter(condition -> condition.getStatus().equals("True"))
                        .isPresent();
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        bundles()
                .forEach(bundle -> versions.put(
                        bundle.getMetadata().getName(), bundle.getMetadata().getResourceVersion()));
        return versions;
    }

    private double writes() {
        return WRITES.matcher(clusters.get(0).client().raw("/metrics"))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private static String root(String name) {
        return CertificateBuilder.root(name).build().pem();
    }
}
