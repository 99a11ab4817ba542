package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.issue.DemoOutcome;
import dev.namespacecerts.publish.Publisher;
import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.JudgedCertificate;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.x509.PemWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules are given of a bundle. */
final class BundleInputs {
    private static final Duration DEFAULT_EXPIRY_WARNING = Duration.ofHours(360);

    private BundleInputs() {}

    static BundleInput of(NamespaceCertificateBundle bundle, List<BundleSource> sources, FilterVerdicts filters) {
        return new BundleInput(sources, filters.total(), filters.accepted(), expiryWarning(bundle));
    }

    /** What was collected, and the demo root as the last of it; while there is none, it is missing. */
    static List<BundleSource> sources(List<BundleSource> collected, Optional<DemoOutcome> issued) {
        List<BundleSource> all = new ArrayList<>(collected);
        issued.map(BundleInputs::source).ifPresent(all::add);
        return all;
    }

    private static BundleSource source(DemoOutcome issued) {
        return issued.roots().isEmpty()
                ? new BundleSource.Missing(
                        BundleSource.DEMO,
                        "demo authority",
                        issued.pending() > 0 ? "it is being made" : "it cannot be made, see the condition DemoIssued")
                : new BundleSource.Text(BundleSource.DEMO, PemWriter.certificates(issued.roots()));
    }

    static LeafFilters filters(NamespaceCertificateBundle bundle, FilterVerdicts filters) {
        return new LeafFilters(
                filters.matchers(), filters.total(), bundle.getSpec().filterPolicy() == FilterPolicy.Required);
    }

    /** What is published: valid because of its filters alone is what holds a public CA. */
    static Publisher.Content content(NamespaceCertificateBundle bundle, Judgement judgement, FilterVerdicts filters) {
        BundleVerdict verdict = judgement.verdict();
        return new Publisher.Content(
                PemWriter.certificates(judgement.succession().order()),
                verdict.valid(),
                verdict.certificates().stream().anyMatch(JudgedCertificate::wellKnown),
                mayPublishWellKnown(bundle, filters),
                filters.total());
    }

    /** Whether public CAs may be published: filters make them acceptable (CA-6), and the spec allows it. */
    static boolean mayPublishWellKnown(NamespaceCertificateBundle bundle, FilterVerdicts filters) {
        PublishSpec publish = bundle.getSpec().publish();
        return publish != null
                && publish.wellKnownAuthorities() == PublishSpec.WellKnownPolicy.Allow
                && filters.accepted() > 0;
    }

    /** The API server fills in the default; an object that was stored before the field existed lacks it. */
    static Duration expiryWarning(NamespaceCertificateBundle bundle) {
        String given = bundle.getSpec().expiryWarning();
        return given == null ? DEFAULT_EXPIRY_WARNING : GoDuration.parse(given);
    }
}
