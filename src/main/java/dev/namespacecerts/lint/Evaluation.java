package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import java.util.List;

/**
 * Manifests as they were judged.
 *
 * @param bundles the readable ones, in the order of the manifests
 * @param filters all of them, in that order
 * @param repository finds the Secrets beside a bundle
 */
public record Evaluation(
        LintResult result, List<JudgedBundle> bundles, List<Held<CertificateFilter>> filters, Repository repository) {}
