package dev.namespacecerts.report;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Writes a report: the status, and an Event for each condition that changed, once the status stands. */
@ApplicationScoped
public class StatusReporter {
    /** How long the watch may need to show what made a write out of date. */
    private static final Duration CATCH_UP = Duration.ofMillis(100);

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
     * @return what to tell the SDK: nothing is left to write, but an outdated verdict is soon judged anew
     */
    public <S, T extends CustomResource<?, S>> UpdateControl<T> report(T judged, Report<S> report, T fresh) {
        StatusWriter.Result result = writer.write(judged, report.status(), fresh);
        if (result == StatusWriter.Result.WRITTEN) {
            report.news().forEach(condition -> events.record(judged, condition));
        }
        UpdateControl<T> done = UpdateControl.noUpdate();
        return result == StatusWriter.Result.OUTDATED ? done.rescheduleAfter(CATCH_UP) : done;
    }
}
