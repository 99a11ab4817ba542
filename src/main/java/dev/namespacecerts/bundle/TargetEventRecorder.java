package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.Notice;
import dev.namespacecerts.publish.Target;
import dev.namespacecerts.publish.TargetEvents;
import dev.namespacecerts.report.StatusReporter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Events about the former targets of a bundle. */
@ApplicationScoped
class TargetEventRecorder implements TargetEvents {
    private final StatusReporter reporter;

    TargetEventRecorder(StatusReporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public void deleted(NamespaceCertificateBundle bundle, Target former) {
        record(
                bundle,
                "TargetDeleted",
                former + " is not the target any more, and was deleted (deletionPolicy Delete).");
    }

    @Override
    public void retained(NamespaceCertificateBundle bundle, Target former) {
        record(bundle, "TargetRetained", former + " is not the target any more. It stays (deletionPolicy Retain).");
    }

    private void record(NamespaceCertificateBundle bundle, String reason, String message) {
        reporter.tell(bundle, List.of(new Notice(ConditionTypes.PUBLISHED, false, reason, message)));
    }
}
