package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.BundleUsage;
import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.FilterCount;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.JudgedCertificate;
import dev.namespacecerts.rules.Usage;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.DisplayText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Builds the status of a bundle. */
public final class BundleReport {
    private static final int MOST_CERTIFICATES = 64;
    private static final double VIOLATIONS_SHARE = 0.5;
    private static final double CERTIFICATES_SHARE = 0.5;
    private static final int LONGEST_KEY_NAME = 64;
    private static final int LARGE_SPEC = 500_000;

    private BundleReport() {}

    /**
     * The status of a bundle.
     *
     * @param seals authenticate the records in the status that later reconciliations read
     */
    public static Report<NamespaceCertificateBundleStatus> of(Outcome outcome, Seals seals, Instant now) {
        NamespaceCertificateBundle bundle = outcome.objects().bundle();
        Conditions conditions = conditions(bundle, now);
        RotationStatus rotation = Rotation.report(bundle, outcome.judgement(), outcome.publication(), seals, now);
        BundleConditions.set(conditions, outcome, rotation, now);
        BundleVerdict verdict = outcome.judgement().verdict();
        boolean clients = !bundle.getSpec().clients().isEmpty();
        PublishedObject published = PublishedVersion.sealed(
                outcome.publication().map(PublishStep::object).orElse(null), bundle, seals);
        DemoStatus demo = outcome.demo().map(DemoStep::status).orElse(null);
        CloudStatus cloud = outcome.cloud().map(CloudStep::status).orElse(null);
        StatusBudget budget = budget(bundle).take(conditions.list(), demo, published, rotation, cloud);
        List<RuleViolation> violations = budget.fit(ViolationReport.of(outcome.violations()), VIOLATIONS_SHARE);
        List<CertificateSummary> certificates = budget.fit(
                verdict.certificates().stream()
                        .limit(MOST_CERTIFICATES)
                        .map(BundleReport::summary)
                        .toList(),
                CERTIFICATES_SHARE);
        var status = new NamespaceCertificateBundleStatus(
                bundle.getMetadata().getGeneration(),
                conditions.list(),
                Documentation.of(conditions.list()),
                outcome.violationCount(),
                violations,
                certificates,
                clients ? ClientReport.of(outcome.judgement().clients(), budget) : null,
                clients ? ClientReport.summary(outcome.judgement().clients()) : null,
                new FilterCount(
                        outcome.judgement().filters().accepted(),
                        outcome.judgement().filters().total()),
                usage(verdict.usage()),
                demo,
                published,
                rotation,
                cloud,
                verdict.earliestExpiry().map(Instant::toString).orElse(null),
                verdict.certificates().isEmpty() ? null : Digests.sha256(verdict.canonicalPem()));
        return Report.of(
                        status,
                        conditions,
                        ConditionTypes.READY,
                        ConditionTypes.CLAIMED,
                        ConditionTypes.CLIENTS_ACCEPTED,
                        ConditionTypes.DEMO_ISSUED,
                        ConditionTypes.EXPIRING,
                        ConditionTypes.PUBLISHED,
                        ConditionTypes.ROTATING,
                        ConditionTypes.SYNCHRONIZED)
                .with(BundleNotices.of(bundle.getStatus(), status));
    }

    /** Whether the condition Ready is True. */
    public static boolean isReady(NamespaceCertificateBundleStatus status) {
        return Conditions.find(status.conditions(), ConditionTypes.READY)
                .filter(ready -> ready.getStatus().equals("True"))
                .isPresent();
    }

    /** Whether the current generation of a bundle was not reconciled yet. */
    public static boolean isUnobserved(NamespaceCertificateBundle bundle) {
        return bundle.getStatus() == null
                || !Objects.equals(
                        bundle.getStatus().observedGeneration(),
                        bundle.getMetadata().getGeneration());
    }

    private static StatusBudget budget(NamespaceCertificateBundle bundle) {
        long inline = bundle.getSpec().certificates().stream()
                .map(CertificateSource::inline)
                .filter(Objects::nonNull)
                .mapToLong(String::length)
                .sum();
        return inline < LARGE_SPEC ? new StatusBudget() : StatusBudget.beside(bundle.getSpec());
    }

    /** The status of a bundle whose reconciliation is suspended. It keeps the last verdict. */
    public static Report<NamespaceCertificateBundleStatus> suspended(NamespaceCertificateBundle bundle, Instant now) {
        Conditions conditions = conditions(bundle, now);
        NamespaceCertificateBundleStatus before = bundle.getStatus();
        if (before != null) {
            conditions.keepAllBut(List.of(ConditionTypes.READY, ConditionTypes.STALLED));
        }
        conditions.set(
                ConditionTypes.READY,
                "Unknown",
                "Suspended",
                "spec.reconciliation is Suspended. "
                        + (isEvaluated(before)
                                ? "This status is that of the last reconciliation while it was Active."
                                : "The bundle was never reconciled while it was Active, so it has no verdict.")
                        + " Set it to Active to reconcile the bundle"
                        + (isEvaluated(before) ? " again." : "."));
        Long generation = bundle.getMetadata().getGeneration();
        return Report.of(with(before, generation, conditions), conditions, ConditionTypes.READY);
    }

    private static boolean isEvaluated(NamespaceCertificateBundleStatus status) {
        return status != null
                && Conditions.find(status.conditions(), ConditionTypes.VALID).isPresent();
    }

    /** The status of a bundle whose spec cannot be read. It keeps the records that later reconciliations need. */
    public static Report<NamespaceCertificateBundleStatus> unreadable(
            NamespaceCertificateBundle bundle, String reason, Instant now) {
        NamespaceCertificateBundleStatus before = bundle.getStatus();
        Conditions conditions = conditions(bundle, now);
        conditions.keepAllBut(List.of(ConditionTypes.VALID, ConditionTypes.READY, ConditionTypes.STALLED));
        conditions.setUnreadable(ConditionTypes.VALID, reason);
        var status = new NamespaceCertificateBundleStatus(
                bundle.getMetadata().getGeneration(),
                conditions.list(),
                Documentation.of(conditions.list()),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                before == null ? null : before.demo(),
                before == null ? null : before.published(),
                before == null ? null : before.rotation(),
                before == null ? null : before.cloud(),
                null,
                null);
        return Report.of(status, conditions, ConditionTypes.READY);
    }

    /**
     * The status of a bundle whose reconciliation failed. It keeps the last verdict and its observed generation.
     *
     * @param what failed, as part of a sentence
     */
    public static Report<NamespaceCertificateBundleStatus> failed(
            NamespaceCertificateBundle bundle, String what, Instant now) {
        NamespaceCertificateBundleStatus before = bundle.getStatus();
        Conditions conditions = conditions(bundle, now);
        conditions.setFailed(what);
        conditions.keepAllBut(List.of(ConditionTypes.READY));
        return Report.of(
                with(before, before == null ? null : before.observedGeneration(), conditions),
                conditions,
                ConditionTypes.READY);
    }

    /** The status before, if there was one, with other conditions. */
    private static NamespaceCertificateBundleStatus with(
            NamespaceCertificateBundleStatus before, Long generation, Conditions conditions) {
        return Objects.requireNonNullElseGet(before, () -> NamespaceCertificateBundleStatus.only(null, null))
                .with(generation, conditions.list(), Documentation.of(conditions.list()));
    }

    private static Conditions conditions(NamespaceCertificateBundle bundle, Instant now) {
        NamespaceCertificateBundleStatus before = bundle.getStatus();
        return new Conditions(
                before == null ? null : before.conditions(),
                bundle.getMetadata().getGeneration(),
                now);
    }

    private static CertificateSummary summary(JudgedCertificate judged) {
        return new CertificateSummary(
                judged.certificate().subject().toString(),
                judged.certificate().fingerprint(),
                CertificateSummary.Role.valueOf(judged.role().name()),
                judged.certificate().notAfter().toString(),
                DisplayText.of(judged.certificate().publicKey().name(), LONGEST_KEY_NAME),
                judged.wellKnown());
    }

    private static BundleUsage usage(Usage usage) {
        return new BundleUsage(usage.certificates(), usage.certificateLimit(), usage.bytes(), usage.byteLimit());
    }
}
