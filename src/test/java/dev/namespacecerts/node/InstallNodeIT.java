package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chart with its defaults and the image of the Dockerfile, from {@code helm install} to {@code helm uninstall}. */
@Tag("node")
class InstallNodeIT {
    private static final Duration PROBE_BEGINS = Duration.ofSeconds(3);

    private final Node node = Node.shared();

    private Instant began;
    private Release release;

    @BeforeEach
    void install() {
        began = Instant.now();
        release = Release.install(node, Map.of());
    }

    @AfterEach
    void uninstall() {
        release.close();
    }

    @Test
    void startsWithoutAWarningPublishesAndStopsWithCodeZero() {
        System.out.printf("helm install: 2 of 2 ready after %s%n", Duration.between(began, Instant.now()));
        List<Pod> pods = release.pods();
        for (Pod pod : pods) {
            Duration lag = Duration.between(up(pod), readySince(pod));
            System.out.printf(
                    "%s: up %s after its container, ready %s later%n",
                    pod.getMetadata().getName(), Duration.between(started(pod), up(pod)), lag);
            assertThat(lag).as("to the second").isLessThan(Duration.ofSeconds(3));
            assertThat(release.container(pod).getRestartCount()).isZero();
            assertThat(node.client().pods().resource(pod).getLog())
                    .contains("Signatures are verified by AmazonCorrettoCryptoProvider");
        }
        assertThat(warnings(pods)).isEmpty();

        try (Bundles bundles = new Bundles(node, 3)) {
            bundles.awaitFollowed();
        }
        assertThat(acceptsItsCache(pods.get(0))).contains("0.");

        try (Exits exits = new Exits(node, Release.NAME)) {
            for (Pod pod : pods) {
                ContainerStatus container = release.container(pod);
                String role = pod.getMetadata().getName().equals(release.leader()) ? "leader" : "standby";
                Instant stopped = Instant.now();
                node.client().pods().resource(pod).delete();
                ContainerStateTerminated end = exits.of(container, Duration.ofSeconds(40));
                System.out.printf("%s stopped %s after it was deleted%n", role, Exits.between(stopped, end));
                assertThat(end.getExitCode()).as(role).isZero();
                assertThat(Exits.between(stopped, end)).isLessThan(Duration.ofSeconds(10));
                release.awaitReady();
            }
            List<ContainerStatus> last =
                    release.pods().stream().map(release::container).toList();
            release.uninstall();
            assertThat(last)
                    .allSatisfy(container -> assertThat(
                                    exits.of(container, Duration.ofSeconds(40)).getExitCode())
                            .isZero());
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.kubectl(
                                "get", "all,lease,secret,networkpolicy,pdb", "-n", Release.NAME, "-o", "name"))
                        .as("what is left of the release")
                        .isEqualTo("lease.coordination.k8s.io/" + Release.NAME));
    }

    /** Fails where the JVM rejects the AOT cache, under the user, the limits and the file system of the container. */
    private String acceptsItsCache(Pod pod) {
        return node.kubectl(
                "exec",
                "-n",
                Release.NAME,
                pod.getMetadata().getName(),
                "--",
                "java",
                "@jvm.options",
                "-XX:AOTMode=on",
                "-XX:AOTCache=operator.aot",
                "-jar",
                "quarkus-run.jar",
                "--version");
    }

    /** Without those of a machine so busy that the port was not open when the startup probe began. */
    private List<String> warnings(List<Pod> pods) {
        boolean slow = pods.stream()
                .anyMatch(pod -> Duration.between(started(pod), up(pod)).compareTo(PROBE_BEGINS) > 0);
        return node.client().v1().events().inNamespace(Release.NAME).list().getItems().stream()
                .filter(event -> event.getType().equals("Warning"))
                .map(Event::getMessage)
                .filter(message -> !(slow && message.startsWith("Startup probe failed")))
                .toList();
    }

    private Instant started(Pod pod) {
        return Instant.parse(release.container(pod).getState().getRunning().getStartedAt());
    }

    /** When the operator said where its health is. */
    private Instant up(Pod pod) {
        return node.client()
                .pods()
                .resource(pod)
                .usingTimestamps()
                .getLog()
                .lines()
                .filter(line -> line.contains("Health: "))
                .map(line -> Instant.parse(line.split(" ")[0]))
                .findFirst()
                .orElseThrow();
    }

    private static Instant readySince(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(PodCondition::getLastTransitionTime)
                .map(Instant::parse)
                .findFirst()
                .orElseThrow();
    }
}
