package dev.namespacecerts.cli;

import dev.namespacecerts.connection.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Liveness of the leader elector: one that stopped after an exception never tries to acquire the Lease again. */
@Liveness
@ApplicationScoped
class ElectorLiveness implements HealthCheck {
    /** Maximum time without a request of a live elector. Longer than all retries of one request. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Leadership leadership;

    ElectorLiveness(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Leader election")
                .status(leadership.sinceLeaseRequest().compareTo(LONGEST_PAUSE) < 0)
                .build();
    }
}
