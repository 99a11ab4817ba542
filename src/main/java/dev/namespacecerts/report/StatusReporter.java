package dev.namespacecerts.report;

import dev.namespacecerts.evaluate.Report;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.enterprise.context.ApplicationScoped;
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

    private static String changes(List<Condition> news) {
        return news.isEmpty()
                ? "status written"
                : news.stream()
                        .map(now -> now.getType() + " is " + now.getStatus() + " (" + now.getReason() + ")")
                        .collect(Collectors.joining(", "));
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
            LOG.infof(
                    "%s %s/%s: %s",
                    evaluated.getKind(),
                    evaluated.getMetadata().getNamespace(),
                    evaluated.getMetadata().getName(),
                    changes(report.news()));
            report.news().forEach(condition -> events.record(evaluated, condition));
        }
        UpdateControl<T> done = UpdateControl.noUpdate();
        String uid = evaluated.getMetadata().getUid();
        if (result == StatusWriter.Result.OUTDATED) {
            return done.rescheduleAfter(conflicts.next(uid));
        }
        conflicts.reset(uid);
        return done;
    }
}
