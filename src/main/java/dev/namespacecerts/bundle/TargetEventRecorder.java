package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.publish.Target;
import dev.namespacecerts.publish.TargetEvents;
import dev.namespacecerts.report.EventRecorder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import jakarta.enterprise.context.ApplicationScoped;

/** Events about the former targets of a bundle. */
@ApplicationScoped
class TargetEventRecorder implements TargetEvents {
    private final EventRecorder events;

    TargetEventRecorder(EventRecorder events) {
        this.events = events;
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
        Condition condition = new ConditionBuilder()
                .withType(ConditionTypes.PUBLISHED)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .build();
        events.record(bundle, condition);
    }
}
