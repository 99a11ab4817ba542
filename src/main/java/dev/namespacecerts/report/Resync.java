package dev.namespacecerts.report;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reconciles every object periodically, so that missed changes are found. Objects are spread over the second half of the
 * interval.
 */
@ApplicationScoped
public class Resync {
    private static final int STEPS = 1_000;

    private final Duration longest;

    public Resync(@ConfigProperty(name = "namespacecerts.resync", defaultValue = "1h") Duration longest) {
        this.longest = longest;
    }

    /** The same result, with a reconciliation within the interval. */
    public <T extends HasMetadata> UpdateControl<T> within(T object, UpdateControl<T> done) {
        long interval = interval(object.getMetadata().getUid()).toMillis();
        return done.rescheduleAfter(Math.min(done.getScheduleDelay().orElse(interval), interval));
    }

    Duration interval(String uid) {
        int step = Math.floorMod(uid.hashCode(), STEPS);
        return longest.dividedBy(2).plus(longest.dividedBy(2L * STEPS).multipliedBy(step));
    }
}
