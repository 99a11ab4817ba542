package dev.namespacecerts.cloud;

import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.CloudEvaluation;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.settings.CloudHosts;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.settings.SharedConnections;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.sync.Hold;
import dev.namespacecerts.sync.SyncLimits;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What is reported about Temporal Cloud when it was just read. Instead of a call, a test says what is there. */
public final class CloudSteps {
    private CloudSteps() {}

    /**
     * The step of a bundle with {@code spec.cloud}.
     *
     * @param there what the Temporal Cloud Namespace has; empty if it was not read yet
     * @param secrets those of the bundle's Kubernetes namespace
     */
    public static CloudStep of(
            BundleObjects objects,
            Judgement judgement,
            Optional<CloudNamespace> there,
            Function<String, Optional<Secret>> secrets,
            Seals seals,
            Instant now) {
        SyncSteps steps = new SyncSteps(seals);
        SyncRecord last = SyncRecord.of(objects.bundle(), seals);
        Optional<Hold> problem = CloudConditions.closed(Feature.Enabled, objects.claim())
                .or(() -> connectionProblem(objects, secrets))
                .or(() -> there.isEmpty() ? Optional.of(CloudConditions.reading()) : Optional.empty());
        if (problem.isPresent()) {
            return steps.unread(objects.bundle(), problem.get(), false, last, Optional.empty(), Optional.empty(), now);
        }
        CloudEvaluation evaluation = CloudEvaluation.of(
                objects,
                CloudEvaluation.wanted(objects.bundle(), judgement),
                there.orElseThrow(),
                last,
                SyncLimits.today(),
                now);
        return steps.of(
                objects.bundle(),
                evaluation,
                CloudConditions.of(evaluation.plan()),
                null,
                Optional.empty(),
                Optional.empty(),
                now);
    }

    private static Optional<Hold> connectionProblem(BundleObjects objects, Function<String, Optional<Secret>> secrets) {
        try {
            new Connections(
                            (namespace, name) -> secrets.apply(name).orElse(null),
                            CloudHosts.parse(CloudHosts.DEFAULT),
                            SharedConnections.NONE,
                            Optional.empty())
                    .of(objects.bundle());
            return Optional.empty();
        } catch (ConnectionException e) {
            return Optional.of(e.hold());
        }
    }
}
