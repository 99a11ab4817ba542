package dev.namespacecerts.cli;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Startup: the controllers run. The probes for liveness and readiness begin then, so that none of them fails before. */
@Startup
@ApplicationScoped
class StartupStatus implements HealthCheck {
    private volatile boolean started;

    void started() {
        started = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Controllers").status(started).build();
    }
}
