package dev.namespacecerts.cli;

import dev.namespacecerts.connection.ApiServerContact;
import dev.namespacecerts.connection.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the API server answers and every watch is in step. A replica that waits for the Lease is as ready as the one
 * that holds it; the data says which it is.
 */
@Readiness
@ApplicationScoped
class ConnectionReadiness implements HealthCheck {
    private final ConnectionMonitor monitor;
    private final ApiServerContact contact;
    private final Leadership leadership;

    ConnectionReadiness(ConnectionMonitor monitor, ApiServerContact contact, Leadership leadership) {
        this.monitor = monitor;
        this.contact = contact;
        this.leadership = leadership;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> broken = monitor.brokenWatches();
        return HealthCheckResponse.named("API server")
                .status(monitor.isAnswered() && broken.isEmpty())
                .withData("leader", leadership.mayWrite())
                .withData("secondsSinceAnswer", contact.sinceAnswer().toSeconds())
                .withData("watchesNotInStep", String.join(", ", broken))
                .build();
    }
}
