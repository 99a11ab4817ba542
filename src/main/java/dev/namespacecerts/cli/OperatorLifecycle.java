package dev.namespacecerts.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts the operator, and ends it while its client is still there. */
@Singleton
class OperatorLifecycle {
    private final Operator operator;
    private final LeaderElection leaderElection;
    private final KubernetesClient client;
    private volatile boolean started;

    OperatorLifecycle(Operator operator, LeaderElection leaderElection, KubernetesClient client) {
        this.operator = operator;
        this.leaderElection = leaderElection;
        this.client = client;
    }

    void start() {
        started = true;
        operator.start();
        leaderElection.announce();
    }

    /** Waits for what is under way, ten seconds at most. */
    void stop(@Observes ShutdownEvent event) {
        if (started) {
            operator.stop();
            leaderElection.release(client);
        }
    }
}
