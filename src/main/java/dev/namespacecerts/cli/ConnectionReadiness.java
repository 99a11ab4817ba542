package dev.namespacecerts.cli;

import dev.namespacecerts.connection.ApiServerContact;
import dev.namespacecerts.connection.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: the API server answers and every watch is connected. A replica on standby is as ready as the leader; the data
 * shows which one this is.
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
