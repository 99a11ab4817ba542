package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.rules.rotation.Retention;
import dev.namespacecerts.sync.AcceptedCa;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.sync.Differences;
import dev.namespacecerts.sync.Hold;
import dev.namespacecerts.sync.SyncLimits;
import dev.namespacecerts.sync.SyncPlan;
import dev.namespacecerts.sync.SyncPolicy;
import dev.namespacecerts.sync.Wanted;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The comparison of a bundle with its Temporal Cloud Namespace, and what to do.
 *
 * @param record of the operator's changes, after this comparison
 * @param retained CAs that stay in Temporal Cloud because clients need them
 */
public record CloudEvaluation(
        Wanted wanted, CloudNamespace there, SyncPlan plan, SyncRecord record, List<RetainedCa> retained) {

    /** What a bundle and its filters want. CAs that are kept for servers of published objects do not count. */
    public static Wanted wanted(NamespaceCertificateBundle bundle, Judgement judgement) {
        List<Certificate> kept =
                judgement.retained().stream().map(RetainedCa::certificate).toList();
        return new Wanted(
                judgement.verdict().authorities().stream()
                        .filter(ca -> !kept.contains(ca))
                        .toList(),
                judgement.filters().wanted(),
                hold(bundle, judgement));
    }

    private static Optional<Hold> hold(NamespaceCertificateBundle bundle, Judgement judgement) {
        FilterVerdicts filters = judgement.filters();
        if (!judgement.verdict().valid() || judgement.verdict().authorities().isEmpty()) {
            return hold("NotValid", "The bundle is not valid: see the condition Valid.");
        }
        if (!filters.rejected().isEmpty()) {
            return hold(
                    "FilterRejected",
                    "CertificateFilter \"" + filters.rejected().get(0).name()
                            + "\" is rejected: see its condition Accepted.");
        }
        if (bundle.getSpec().filterPolicy() == FilterPolicy.Required && filters.accepted() == 0) {
            return hold(
                    "FilterRequired", "spec.filterPolicy is Required and no CertificateFilter refers to this bundle.");
        }
        return Optional.empty();
    }

    private static Optional<Hold> hold(String reason, String message) {
        return Optional.of(new Hold(reason, message + " Nothing is sent to Temporal Cloud.", false));
    }

    /** What a bundle says, as long as its spec is the same. */
    public static String content(NamespaceCertificateBundle bundle, Wanted wanted) {
        return wanted.digest() + "/" + bundle.getMetadata().getGeneration();
    }

    /** A copy with another record. */
    public CloudEvaluation with(SyncRecord newRecord) {
        return new CloudEvaluation(wanted, there, plan, newRecord, retained);
    }

    /**
     * Compares.
     *
     * @param last record of the operator's changes in the status
     */
    public static CloudEvaluation of(
            BundleObjects objects,
            Wanted wanted,
            CloudNamespace there,
            SyncRecord last,
            SyncLimits limits,
            Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        SyncPolicy policy = policy(bundle.getSpec().cloud());
        List<RetainedCa> retained = policy.change() ? retained(objects, wanted, there, policy, last, now) : List.of();
        SyncPlan plan = SyncPlan.of(
                bundle.getSpec().temporalNamespace(),
                wanted,
                there,
                last.ours(),
                policy,
                retained.stream().map(ca -> ca.certificate().fingerprint()).collect(Collectors.toSet()),
                limits,
                now);
        return new CloudEvaluation(
                wanted,
                there,
                plan,
                last.after(wanted, there, plan, policy.change(), content(bundle, wanted), now),
                retained);
    }

    /** Fingerprints of the operator's CAs that known clients of a bundle need, if the bundle no longer counts. */
    public static Set<String> needed(BundleObjects objects, CloudNamespace there, SyncRecord last, Instant now) {
        Wanted nothing = new Wanted(List.of(), List.of(), Optional.empty());
        return retained(objects, nothing, there, new SyncPolicy(true, false, false), last, now).stream()
                .map(ca -> ca.certificate().fingerprint())
                .collect(Collectors.toSet());
    }

    private static SyncPolicy policy(CloudSpec cloud) {
        return new SyncPolicy(
                cloud.mode() == CloudSpec.Mode.Sync,
                cloud.unlisted() == CloudSpec.Unlisted.Remove,
                cloud.clearFilters() == CloudSpec.ClearFilters.Allow);
    }

    /** CAs that would be removed and that known clients need. Whatever the removal policy, no client is locked out. */
    private static List<RetainedCa> retained(
            BundleObjects objects,
            Wanted wanted,
            CloudNamespace there,
            SyncPolicy policy,
            SyncRecord last,
            Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        Set<String> ours = last.ours().cas();
        List<Certificate> candidates = Differences.of(wanted, there).unlisted().stream()
                .filter(ca -> policy.removeUnlisted() || ours.contains(ca.fingerprint()))
                .map(AcceptedCa::certificate)
                .flatMap(Optional::stream)
                .toList();
        if (candidates.isEmpty() || objects.clients().isEmpty()) {
            return List.of();
        }
        Retention retention = new Retention(
                wanted.cas(),
                candidates,
                last.removedAt(),
                GoDuration.parse(bundle.getSpec().removalDeadline()),
                now);
        return Rotation.isCut(bundle, objects.clients())
                ? retention.keepAll(objects.clients())
                : retention.decide(objects.clients());
    }
}
