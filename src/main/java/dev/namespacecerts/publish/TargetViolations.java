package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import java.util.Optional;

/** Violations of PUB-1 and PUB-2. */
final class TargetViolations {
    private TargetViolations() {}

    static Violation isSource(Target target, String source) {
        return Violation.error(Rule.PUB_1)
                .at("spec.publish")
                .found(target + ", which is also " + source)
                .allowed("a target that is not a source of the bundle")
                .because(
                        target + " is both the target and a source of the bundle (" + source + ").",
                        "Choose another target name. The operator creates the object.");
    }

    /** Describes only the object that was published. About another object, it does not even disclose whether it is equal. */
    static Violation notOwned(
            NamespaceCertificateBundle bundle, Target target, TargetObjects.Found found, PublishedObject before) {
        if (RetainedObjects.isRetainedFor(bundle, found)) {
            return notOwned(target, " A bundle of this name published it, and its content was changed since.");
        }
        if (!RetainedObjects.isLast(target, found, before)) {
            return notOwned(target, "");
        }
        String mark = RetainedObjects.areKeptBy(bundle) ? "its annotation or owners" : "its owner reference";
        return notOwned(
                target,
                found.digest(before.key()).equals(Optional.of(before.digest()))
                        ? " It was, but " + mark + (RetainedObjects.areKeptBy(bundle) ? " were" : " was")
                                + " changed. It still holds the last published content."
                        : " It was, but " + mark + " and its content were changed.");
    }

    /** The same about an object that was not published. */
    static Violation notOwned(Target target) {
        return notOwned(target, "");
    }

    private static Violation notOwned(Target target, String edited) {
        return Violation.error(Rule.PUB_2)
                .at("spec.publish")
                .found(target + ", which is not owned by this bundle")
                .allowed("a target that does not exist yet, or that the operator created for this bundle")
                .because(
                        target + " exists and is not owned by this bundle. The operator does not change it." + edited,
                        "Choose another target name, or delete the object.");
    }
}
