package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.rules.Violation;
import java.util.List;
import java.util.Map;

/**
 * A bundle of the manifests and its verdict.
 *
 * @param objects what it refers to
 * @param missing the objects of {@code spec.certificates} that are not among the manifests, by the path of the source
 * @param violations as in its status
 */
public record JudgedBundle(
        Held<NamespaceCertificateBundle> held,
        BundleObjects objects,
        Judgement judgement,
        Map<String, MissingObjects.Missing> missing,
        List<Violation> violations) {

    /** Whether no rule has an Error, of the bundle and of its filters. */
    public boolean valid() {
        return judgement.verdict().valid() && judgement.filters().rejected().isEmpty();
    }
}
