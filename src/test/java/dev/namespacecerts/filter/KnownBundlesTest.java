package dev.namespacecerts.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownBundlesTest {
    private static final ResourceID WORKERS = new ResourceID("workers", "payments");

    private final KnownBundles known = new KnownBundles();
    private final List<ResourceID> reconciled = new ArrayList<>();

    KnownBundlesTest() {
        EventSource<?, CertificateFilter> changes =
                known.changes(bundle -> bundle.equals("payments/accounting") ? List.of(WORKERS) : List.of());
        changes.setEventHandler((Event event) -> reconciled.add(event.getRelatedCustomResourceID()));
        known.watchedBy(() -> true);
        changes.start();
    }

    @Test
    void filtersAreNotLookedUpBeforeTheirControllerHasStarted() {
        KnownBundles early = new KnownBundles();
        early.changes(bundle -> {
            throw new IllegalStateException("not listed");
        });
        assertThat(early.add(bundle("accounting"), true)).isEmpty();
        assertThat(early.contains("payments/accounting")).isTrue();
    }

    @Test
    void theFiltersOfANewBundleAreReconciledOnce() {
        known.add(bundle("accounting"), true);
        known.add(bundle("accounting"), true);
        known.add(bundle("other"), true);
        assertThat(known.contains("payments/accounting")).isTrue();
        assertThat(reconciled).containsExactly(WORKERS);
    }

    @Test
    void theFiltersOfABundleThatGoesToAnotherReleaseAreReconciled() {
        assertThat(known.add(bundle("accounting"), true)).isEmpty();
        assertThat(known.add(bundle("accounting"), false)).contains(true);
        assertThat(known.isOwn("payments/accounting")).contains(false);
        assertThat(known.neverReconciled()).isOne();
        known.add(withStatus(-1), false);
        assertThat(known.neverReconciled()).isOne();
        known.add(withStatus(1), false);
        assertThat(known.neverReconciled()).isZero();
        assertThat(known.add(bundle("accounting"), true)).contains(false);
        assertThat(known.isOwn("payments/accounting")).contains(true);
        assertThat(known.isOwn("payments/other")).isEmpty();
        assertThat(known.neverReconciled()).isZero();
        assertThat(reconciled).containsExactly(WORKERS, WORKERS, WORKERS);
    }

    @Test
    void theFiltersOfADeletedBundleAreReconciled() {
        known.add(bundle("accounting"), true);
        known.remove(bundle("accounting"));
        assertThat(known.contains("payments/accounting")).isFalse();
        assertThat(reconciled).containsExactly(WORKERS, WORKERS);
    }

    private static NamespaceCertificateBundle withStatus(long observedGeneration) {
        NamespaceCertificateBundle bundle = bundle("accounting");
        bundle.setStatus(NamespaceCertificateBundleStatus.only(observedGeneration, null));
        return bundle;
    }

    private static NamespaceCertificateBundle bundle(String name) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace("payments").build());
        return bundle;
    }
}
