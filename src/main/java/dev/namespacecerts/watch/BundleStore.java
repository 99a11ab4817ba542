package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import java.util.function.Consumer;

/**
 * Cache of the reconciled bundles. Of a large bundle, or one beyond the {@link TextBudget}, no inline texts are kept, and of its
 * status only the generation and one condition. References are always kept, because they are indexed. {@link WholeObjects} reads
 * the rest.
 */
public final class BundleStore extends ReducingStore<NamespaceCertificateBundle> {
    /**
     * @param budget for the texts of all caches
     * @param condition of a status that is kept of large bundles too
     */
    public BundleStore(TextBudget budget, String condition) {
        this(budget, condition, added -> {}, removed -> {});
    }

    /**
     * @param budget for the texts of all caches
     * @param condition of a status that is kept of large bundles too
     * @param added called for each new version of a bundle
     * @param removed called for each deleted bundle
     */
    public BundleStore(
            TextBudget budget,
            String condition,
            Consumer<NamespaceCertificateBundle> added,
            Consumer<NamespaceCertificateBundle> removed) {
        super(
                added,
                bundle -> {
                    budget.release(Keys.of(bundle));
                    removed.accept(bundle);
                },
                bundle -> kept(bundle, budget, condition));
    }

    private static NamespaceCertificateBundle kept(
            NamespaceCertificateBundle bundle, TextBudget budget, String condition) {
        NamespaceCertificateBundle kept = new NamespaceCertificateBundle();
        kept.setMetadata(ReducedObjects.identity(bundle));
        bundle.unreadable().ifPresent(kept::markUnreadable);
        long size = TextSize.of(bundle.getSpec()) + TextSize.of(bundle.getStatus());
        if (budget.take(bundle.getMetadata().getNamespace(), Keys.of(bundle), size)) {
            kept.setSpec(bundle.getSpec());
            kept.setStatus(bundle.getStatus());
        } else {
            kept.setSpec(withoutTexts(bundle.getSpec()));
            kept.setStatus(ReducedObjects.status(bundle.getStatus(), condition));
            kept.markIncomplete();
        }
        return kept;
    }

    private static NamespaceCertificateBundleSpec withoutTexts(NamespaceCertificateBundleSpec spec) {
        return new NamespaceCertificateBundleSpec(
                spec.temporalNamespace(),
                spec.certificates().stream()
                        .map(source -> new CertificateSource(null, source.configMap(), source.secret()))
                        .toList(),
                spec.filterPolicy(),
                spec.clients(),
                withoutNames(spec.demo()),
                spec.publish(),
                spec.cloud(),
                spec.removalPolicy(),
                spec.removalDeadline(),
                spec.expiryWarning(),
                spec.reconciliation());
    }

    private static DemoSpec withoutNames(DemoSpec demo) {
        return demo == null || demo.leaves() == null
                ? demo
                : new DemoSpec(
                        demo.authority(),
                        demo.leaves().stream()
                                .map(leaf -> new DemoLeafSpec(leaf.secretName(), null, null, null, null))
                                .toList());
    }
}
