package dev.namespacecerts.report;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes a report: the status, and an Event for each condition that changed, once the status stands. */
@ApplicationScoped
public class StatusReporter {
    private final Backoff conflicts = new Backoff();
    private final StatusWriter writer;
    private final EventRecorder events;

    public StatusReporter(StatusWriter writer, EventRecorder events) {
        this.writer = writer;
        this.events = events;
    }

    /**
     * Writes it.
     *
     * @param judged the object as it was judged
     * @param fresh an empty object of the same kind
     * @return what to tell the SDK: nothing is left to write, but after a conflict the object is reconciled
     *     again, later after each further one
     */
    public <S, T extends CustomResource<?, S>> UpdateControl<T> report(T judged, Report<S> report, T fresh) {
        StatusWriter.Result result = writer.write(judged, report.status(), fresh);
        if (result == StatusWriter.Result.WRITTEN) {
            report.news().forEach(condition -> events.record(judged, condition));
        }
        UpdateControl<T> done = UpdateControl.noUpdate();
        String uid = judged.getMetadata().getUid();
        if (result == StatusWriter.Result.OUTDATED) {
            return done.rescheduleAfter(conflicts.next(uid));
        }
        conflicts.reset(uid);
        return done;
    }
}
