package dev.namespacecerts.report;

import dev.namespacecerts.evaluate.Notice;
import dev.namespacecerts.evaluate.Report;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Writes a report: the status, and then an Event for each condition that changed. */
@ApplicationScoped
public class StatusReporter {
    private static final Logger LOG = Logger.getLogger("namespacecerts");

    private final Backoff conflicts = new Backoff();
    private final StatusWriter writer;
    private final EventRecorder events;
    private final Resync resync;

    public StatusReporter(StatusWriter writer, EventRecorder events, Resync resync) {
        this.writer = writer;
        this.events = events;
        this.resync = resync;
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }

    /** With the message of the first condition, which explains the others. */
    private static String changes(List<Condition> changed) {
        return changed.stream()
                .map(now -> now.getType() + " is " + now.getStatus() + " (" + now.getReason() + ")")
                .collect(Collectors.joining(", ", "", ": " + changed.get(0).getMessage()));
    }

    /** Logs facts and records their Events. */
    public void tell(HasMetadata about, List<Notice> facts) {
        facts.forEach(fact -> LOG.infof("%s: %s: %s", name(about), fact.reason(), fact.message()));
        events.record(about, facts);
    }

    /** The same result, with a periodic reconciliation, so that missed changes are found. */
    public <T extends HasMetadata> UpdateControl<T> again(T object, UpdateControl<T> done) {
        return resync.within(object, done);
    }

    /**
     * Writes a report.
     *
     * @param evaluated the object that was evaluated
     * @return the result for the SDK: no update; after a conflict with a reconciliation, whose delay grows with each further
     *     conflict
     */
    public <S, T extends CustomResource<?, S>> UpdateControl<T> report(T evaluated, Report<S> report) {
        StatusWriter.Result result = writer.write(evaluated, report.status());
        if (result == StatusWriter.Result.WRITTEN) {
            if (report.changes().isEmpty()) {
                LOG.debugf("%s: status written", name(evaluated));
            } else {
                LOG.infof("%s: %s", name(evaluated), changes(report.changes()));
            }
            report.news().forEach(condition -> events.record(evaluated, condition));
            tell(evaluated, report.notices());
        }
        UpdateControl<T> done = UpdateControl.noUpdate();
        String uid = evaluated.getMetadata().getUid();
        if (result == StatusWriter.Result.OUTDATED) {
            Duration delay = conflicts.next(uid);
            LOG.debugf("%s: the cache is older than the object; next try in %d ms", name(evaluated), delay.toMillis());
            return done.rescheduleAfter(delay);
        }
        conflicts.reset(uid);
        return done;
    }
}
