package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to the leader of two Pods while bundles are edited. The other works on, and only the holder of the Lease writes. */
@Tag("node")
class HandOverNodeIT {
    /** The Lease lasts ten seconds, and another replica asks for it every two. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static Node node;
    private static Release release;

    private Bundles bundles;
    private Exits exits;
    private Pod leader;
    private ContainerStatus container;

    @BeforeAll
    static void install() {
        node = Node.shared();
        release = Release.install(node, Map.of());
    }

    @AfterAll
    static void uninstall() {
        release.close();
    }

    @BeforeEach
    void begin() {
        bundles = new Bundles(node, 20).edit();
        exits = new Exits(node, Release.NAME);
        release.awaitReady();
        leader = release.awaitLeader();
        container = release.container(leader);
        bundles.reaction(LEASE);
    }

    @AfterEach
    void end() {
        exits.close();
        bundles.close();
    }

    @Test
    void deleted() {
        node.client().pods().resource(leader).delete();
        handedOver("deleted", Duration.ofSeconds(8));
        assertThat(ended().getExitCode()).isZero();
        assertEverythingWrittenByTheHolder();
    }

    @Test
    void frozen() throws Exception {
        String process = release.process(leader);
        node.in("kill", "-STOP", process);
        handedOver("frozen", LEASE);
        TimeUnit.SECONDS.sleep(5); // less than the liveness probe allows
        node.in("kill", "-CONT", process);
        assertThat(ended().getExitCode())
                .as("of a container that is started again")
                .isPositive();
        assertEverythingWrittenByTheHolder();
    }

    @Test
    void killed() {
        node.in("kill", "-KILL", release.process(leader));
        handedOver("killed", LEASE);
        assertThat(ended().getExitCode()).isEqualTo(137);
        assertEverythingWrittenByTheHolder();
    }

    @Test
    void cutOffFromTheApiServer() {
        String[] rule = {"INPUT", "-s", leader.getStatus().getPodIP(), "-p", "tcp", "--dport", "6443", "-j", "DROP"};
        iptables("-I", rule);
        try {
            handedOver("cut off", LEASE);
            assertThat(ended().getExitCode())
                    .as("of a container that is started again")
                    .isPositive();
        } finally {
            iptables("-D", rule);
        }
        assertEverythingWrittenByTheHolder();
    }

    private static void iptables(String verb, String... rule) {
        String[] command = new String[rule.length + 2];
        command[0] = "iptables";
        command[1] = verb;
        System.arraycopy(rule, 0, command, 2, rule.length);
        node.in(command);
    }

    /** Waits until an edit is followed again, and says after how long it was. */
    private void handedOver(String how, Duration atMost) {
        long began = System.nanoTime();
        if (!how.equals("killed")) { // there, the same Pod may be the first to come back
            release.awaitOtherLeader(leader, atMost);
        }
        Duration acquired = Duration.ofNanos(System.nanoTime() - began);
        bundles.reaction(atMost);
        Duration worked = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("leader %s: Lease taken after %s, an edit followed after %s%n", how, acquired, worked);
    }

    private ContainerStateTerminated ended() {
        return exits.of(container, Duration.ofSeconds(60));
    }

    private void assertEverythingWrittenByTheHolder() {
        bundles.awaitFollowed();
        release.awaitReady();
        release.assertWrittenByTheHolderAlone();
    }
}
