package dev.namespacecerts.cli;

import dev.namespacecerts.connection.Leadership;
import dev.namespacecerts.report.EventRecorder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts the operator, and stops it before its client is closed. */
@Singleton
class OperatorLifecycle {
    private final Operator operator;
    private final LeaderElection leaderElection;
    private final Leadership leadership;
    private final ConnectionMonitor monitor;
    private final EventRecorder events;
    private final KubernetesClient client;
    private volatile boolean started;

    OperatorLifecycle(
            Operator operator,
            LeaderElection leaderElection,
            Leadership leadership,
            ConnectionMonitor monitor,
            EventRecorder events,
            KubernetesClient client) {
        this.operator = operator;
        this.leaderElection = leaderElection;
        this.leadership = leadership;
        this.monitor = monitor;
        this.events = events;
        this.client = client;
    }

    void start() {
        started = true;
        leaderElection.announce(client);
        operator.start();
        monitor.start();
    }

    /** Waits at most ten seconds for reconciliations in flight. The elector has stopped before the Lease is released. */
    void stop(@Observes ShutdownEvent event) {
        if (started) {
            monitor.stop();
            leadership.stopping();
            operator.stop();
            events.stop();
            leadership.stopped();
            leaderElection.release(client);
        }
    }
}
