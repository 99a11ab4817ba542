package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.Faults.Fault;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever the operator is killed, Temporal Cloud is changed exactly once for each change of a bundle. */
class CloudKillIT {
    /** 20 in the build, 200 under -Psoak. */
    private static final int KILLS = Integer.getInteger("namespacecerts.cloud.kills", 20);

    private static final int BUNDLES = 4;
    private static final String KEY = "tcld_key_of_" + "the_killed";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The moments of the kills depend on the machine too. */
    private final long seed = Long.getLong("namespacecerts.seed", System.nanoTime());

    private final Random random = new Random(seed);
    private final HeldCertificate first = CertificateBuilder.root("CN=First").build();
    private final List<HeldCertificate> others = Stream.of("CN=A", "CN=B", "CN=C")
            .map(name -> CertificateBuilder.root(name).build())
            .toList();
    private final ControlPlane controlPlane = ControlPlane.start();
    private final Cluster cluster = new Cluster(controlPlane);
    private final TemporalCloud cloud = new TemporalCloud();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path folder;

    private Path classes;

    /** The contents that each bundle had, in order; the first is there from the start. */
    private final Map<String, List<Set<HeldCertificate>>> contents = new TreeMap<>();

    /** When the operator is killed, after a change of a bundle. */
    private enum Moment {
        READ_RECEIVED,
        READ_ANSWERED,
        CHANGE_LOST,
        CHANGE_MADE,
        CHANGE_ANSWERED,
        IN_PROGRESS_WRITTEN,
        OPERATION_ASKED,
        OPERATION_ANSWERED,
        IN_STEP_WRITTEN,
        ANY
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
        cloud.close();
        cluster.close();
        controlPlane.close();
    }

    @Test
    void killsAtAnyMomentLoseNoChangeAndRepeatNone() throws Exception {
        classes = folder.resolve("operator.jsa");
        OperatorProcess.installCrds(controlPlane);
        cloud.addKey(KEY, "operator");
        cluster.client().resource(connection(cluster, cloud, KEY, "a2dd6")).create();
        IntStream.range(0, BUNDLES).forEach(this::create);
        archiveClasses();
        try {
            int unfinished = 0;
            for (int i = 0; i < KILLS; i++) {
                editAndKill(Moment.values()[i % Moment.values().length]);
                unfinished += cluster.bundles().stream().allMatch(CloudKillIT::isInStep) ? 0 : 1;
            }
            assertThat(unfinished).as("kills that left something to do").isGreaterThan(KILLS / 2);
            try (OperatorProcess last = start()) {
                await().atMost(PATIENCE).until(() -> cluster.bundles().stream().allMatch(CloudKillIT::isInStep));
                assertThat(last.log()).doesNotContain("ERROR");
            }
            contents.forEach(this::assertChangedOnce);
            cloud.assertForeignUntouched();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "with -Dnamespacecerts.seed=" + seed + ": " + e.getMessage() + "\n" + cloud.requests(), e);
        }
    }

    private void editAndKill(Moment moment) throws InterruptedException {
        if (random.nextInt(3) == 0) {
            bundlesInStep().stream().skip(1).findFirst().ifPresent(this::edit); // while none is at work
        }
        try (OperatorProcess operator = start()) {
            operator.awaitStarted();
            await().atMost(PATIENCE).until(() -> !bundlesInStep().isEmpty());
            List<String> inStep = bundlesInStep();
            String name = inStep.get(random.nextInt(inStep.size()));
            arm(moment, name, operator);
            edit(name);
            assertThat(killed(moment, name, operator))
                    .as("%s of %s", moment, name)
                    .isTrue();
            cloud.faults().clear();
        }
    }

    /** Plans the kill, where a call decides about its moment. */
    private void arm(Moment moment, String name, OperatorProcess operator) {
        Runnable soon = () -> timer.schedule(operator::close, random.nextInt(30), TimeUnit.MILLISECONDS);
        switch (moment) {
            case READ_RECEIVED -> on("GetNamespace", name).before(operator::close);
            case READ_ANSWERED -> on("GetNamespace", name).after(soon);
            case CHANGE_LOST -> on("UpdateNamespace", name).silentBeforeCommit();
            case CHANGE_MADE -> on("UpdateNamespace", name).after(operator::close);
            case CHANGE_ANSWERED -> on("UpdateNamespace", name).after(soon);
            case OPERATION_ASKED -> cloud.faults().on("GetAsyncOperation").before(operator::close);
            case OPERATION_ANSWERED -> cloud.faults().on("GetAsyncOperation").after(soon);
            default -> {}
        }
    }

    private Fault on(String method, String name) {
        return cloud.faults().on(method).namespace(temporal(name));
    }

    /** Kills it, if no call does, and waits for its end. */
    private boolean killed(Moment moment, String name, OperatorProcess operator) throws InterruptedException {
        int before = cloud.requests("UpdateNamespace", temporal(name)).size();
        switch (moment) {
            case CHANGE_LOST ->
                awaitBriefly(() -> cloud.requests("UpdateNamespace", temporal(name)).stream()
                        .anyMatch(request -> request.answer().isEmpty()));
            case IN_PROGRESS_WRITTEN ->
                awaitBriefly(() -> has(cluster.bundle(name).get(), "False", "InProgress"));
            case IN_STEP_WRITTEN ->
                awaitBriefly(() -> isInStep(cluster.bundle(name).get()));
            case ANY -> TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
            default -> {
                return operator.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
        operator.close();
        return true;
    }

    private static void awaitBriefly(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private OperatorProcess start() {
        return start("-XX:SharedArchiveFile=" + classes);
    }

    private OperatorProcess start(String option) {
        return OperatorProcess.start(
                controlPlane.kubeconfig(),
                Map.of(
                        "NAMESPACECERTS_NAMESPACES",
                        cluster.namespace(),
                        "NAMESPACECERTS_CLOUD_HOSTS",
                        "localhost",
                        "JAVA_TOOL_OPTIONS",
                        OperatorProcess.BRIEF + " " + option));
    }

    /** Brings all bundles in step, and writes the archive of classes with which an operator starts in less time. */
    private void archiveClasses() {
        try (OperatorProcess training = start("-XX:ArchiveClassesAtExit=" + classes)) {
            training.awaitStarted();
            await().atMost(PATIENCE).until(() -> bundlesInStep().size() == BUNDLES);
            training.terminate();
        }
        assertThat(classes).exists();
    }

    private void create(int number) {
        String name = "bundle-" + number;
        cloud.seed(temporal(name), first.pem());
        contents.put(name, new ArrayList<>(List.of(Set.of(first))));
        cluster.create(name, wish(name));
    }

    /** Adds a CA to a bundle, or removes one. */
    private void edit(String name) {
        HeldCertificate other = others.get(random.nextInt(others.size()));
        Set<HeldCertificate> next = new HashSet<>(last(contents.get(name)));
        if (!next.remove(other)) {
            next.add(other);
        }
        contents.get(name).add(next);
        cluster.edit(name, wish(name));
    }

    private SpecBuilder wish(String name) {
        return new SpecBuilder()
                .temporalNamespace(temporal(name))
                .inline(last(contents.get(name)).stream()
                        .map(HeldCertificate::pem)
                        .toArray(String[]::new))
                .cloud(spec(Mode.Sync, null, null, null, "10m"));
    }

    private static String temporal(String name) {
        return name + ".a2dd6";
    }

    private void assertChangedOnce(String name, List<Set<HeldCertificate>> wishes) {
        assertThat(cloud.changes(temporal(name)).stream().map(this::accepted))
                .as("changes of " + name)
                .containsExactlyInAnyOrderElementsOf(wishes.subList(1, wishes.size()));
        assertThat(accepted(cloud.mtls(temporal(name)))).isEqualTo(last(wishes));
    }

    private Set<HeldCertificate> accepted(MtlsAuthSpec mtls) {
        String pem = mtls.getAcceptedClientCa().toStringUtf8();
        Set<HeldCertificate> found = Stream.concat(Stream.of(first), others.stream())
                .filter(ca -> pem.contains(ca.pem()))
                .collect(Collectors.toSet());
        assertThat(pem).hasSize(found.stream().mapToInt(ca -> ca.pem().length()).sum());
        return found;
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    private List<String> bundlesInStep() {
        return cluster.bundles().stream()
                .filter(CloudKillIT::isInStep)
                .map(bundle -> bundle.getMetadata().getName())
                .toList();
    }

    private static boolean isInStep(NamespaceCertificateBundle bundle) {
        return has(bundle, "True", "Synchronized");
    }

    private static boolean has(NamespaceCertificateBundle bundle, String status, String reason) {
        return bundle.getStatus() != null
                && bundle.getStatus().conditions() != null
                && Conditions.find(bundle.getStatus().conditions(), "Synchronized")
                        .filter(condition -> condition.getStatus().equals(status)
                                && condition.getReason().equals(reason)
                                && bundle.getMetadata().getGeneration().equals(condition.getObservedGeneration()))
                        .isPresent();
    }
}
