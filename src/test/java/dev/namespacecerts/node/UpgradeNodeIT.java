package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.chart.Chart;
import dev.namespacecerts.testing.Tool;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an administrator does while bundles are edited. */
@Tag("node")
class UpgradeNodeIT {
    /** The image of deploy/image, as the node has it. */
    private static final Map<String, String> OTHER_IMAGE =
            Map.of("image.repository", "docker.io/library/" + Release.NAME);

    private final Node node = Node.shared();

    private Release release;
    private Bundles bundles;

    @BeforeEach
    void install() {
        release = Release.install(node, Map.of());
        bundles = new Bundles(node, 20).edit();
        bundles.reaction(Duration.ofSeconds(20));
    }

    @AfterEach
    void uninstall() {
        bundles.close();
        release.close();
    }

    @Test
    void anUpgradeToTheImageOfJibHandsOverAtOnce() {
        List<ContainerStatus> before =
                release.pods().stream().map(release::container).toList();
        Instant began = Instant.now();
        try (Exits exits = new Exits(node, Release.NAME)) {
            release.upgrade(OTHER_IMAGE);
            Duration longest = Duration.ZERO;
            while (!isRolledOut()) {
                Duration reaction = bundles.reaction(Duration.ofSeconds(20));
                longest = reaction.compareTo(longest) > 0 ? reaction : longest;
            }
            System.out.printf(
                    "upgrade: rolled out after %s; an edit waited for at most %s%n",
                    Duration.between(began, Instant.now()), longest);
            assertThat(longest).isLessThan(Duration.ofSeconds(8));
            assertThat(before)
                    .allSatisfy(container -> assertThat(
                                    exits.of(container, Duration.ofSeconds(40)).getExitCode())
                            .isZero());
        }
        release.awaitReady();
        assertThat(release.pods())
                .allSatisfy(
                        pod -> assertThat(pod.getSpec().getContainers().get(0).getImage())
                                .isEqualTo("docker.io/library/" + Release.NAME + ":" + Chart.tag()));
        assertFollowedByTheHolderAlone();
    }

    @Test
    void aDrainLeavesOneReplicaThatWorks() {
        Tool.Result drain = node.tryKubectl(
                "drain", "node", "--ignore-daemonsets", "--delete-emptydir-data", "--force", "--timeout=25s");
        try {
            assertThat(drain.exitCode()).as(drain.output()).isNotZero();
            assertThat(drain.output()).contains("disruption budget");
            await().atMost(Duration.ofSeconds(30)).until(() -> running().size() == 1);
            System.out.printf("drain: an edit waited for %s%n", bundles.reaction(Duration.ofSeconds(20)));
        } finally {
            node.kubectl("uncordon", "node");
        }
        release.awaitReady();
        assertFollowedByTheHolderAlone();
    }

    private boolean isRolledOut() {
        Deployment deployment = node.client()
                .apps()
                .deployments()
                .inNamespace(Release.NAME)
                .withName(Release.NAME)
                .get();
        return deployment
                        .getMetadata()
                        .getGeneration()
                        .equals(deployment.getStatus().getObservedGeneration())
                && Integer.valueOf(2).equals(deployment.getStatus().getUpdatedReplicas())
                && Integer.valueOf(2).equals(deployment.getStatus().getReplicas())
                && Integer.valueOf(2).equals(deployment.getStatus().getAvailableReplicas());
    }

    private List<Pod> running() {
        return release.pods().stream()
                .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                .toList();
    }

    private void assertFollowedByTheHolderAlone() {
        bundles.awaitFollowed();
        release.assertWrittenByTheHolderAlone();
    }
}
