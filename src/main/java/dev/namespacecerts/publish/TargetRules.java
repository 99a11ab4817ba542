package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.rules.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** PUB-1 and PUB-2 for a bundle that was never published. */
public final class TargetRules {
    private TargetRules() {}

    /**
     * The violations of a bundle's target.
     *
     * @param configMapExists whether somebody else has a ConfigMap of a name
     * @param secretExists the same for a Secret
     */
    public static List<Violation> violations(
            NamespaceCertificateBundle bundle, Predicate<String> configMapExists, Predicate<String> secretExists) {
        PublishSpec spec = bundle.getSpec().publish();
        if (spec == null) {
            return List.of();
        }
        Target target = Target.of(spec);
        Optional<String> source = target.asSource(bundle.getSpec());
        if (source.isPresent()) {
            return List.of(TargetViolations.isSource(target, source.get()));
        }
        boolean exists =
                (target.kind() == PublishedObject.Kind.ConfigMap ? configMapExists : secretExists).test(target.name());
        return exists ? List.of(TargetViolations.notOwned(target)) : List.of();
    }
}
