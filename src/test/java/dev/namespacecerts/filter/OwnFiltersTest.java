package dev.namespacecerts.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.settings.ClaimScope;
import dev.namespacecerts.settings.LabelSelector;
import dev.namespacecerts.settings.Shard;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnFiltersTest {
    private final KnownBundles bundles = new KnownBundles();
    private final OwnFilters own =
            new OwnFilters(new Shard(Set.of(), LabelSelector.parse("shard=a"), ClaimScope.Watched), bundles);

    @Test
    void aFilterFollowsItsBundleWhateverItsOwnLabelsAre() {
        CertificateFilter labelled = filter(Map.of("shard", "a"));
        CertificateFilter unlabelled = filter(null);
        own.add(labelled);
        bundles.add(bundle(), false);
        assertThat(own.contains(labelled)).isFalse();
        bundles.add(bundle(), true);
        own.add(unlabelled);
        assertThat(own.contains(unlabelled)).isTrue();
    }

    @Test
    void itsOwnLabelsDecideWithoutABundle() {
        CertificateFilter filter = filter(Map.of("shard", "a"));
        assertThat(own.contains(filter)).isFalse();
        assertThat(own.add(filter)).isTrue();
        assertThat(own.add(filter)).isFalse();
        assertThat(own.contains(filter)).isTrue();
        assertThat(own.add(filter(Map.of("shard", "b")))).isTrue();
        assertThat(own.contains(filter)).isFalse();
        own.add(filter);
        own.remove(filter);
        assertThat(own.contains(filter)).isFalse();
    }

    @Test
    void withoutASelectorEveryFilterIsOwn() {
        OwnFilters all = new OwnFilters(Shard.WHOLE, bundles);
        assertThat(all.add(filter(null))).isFalse();
        assertThat(all.contains(filter(null))).isTrue();
    }

    private static CertificateFilter filter(Map<String, String> labels) {
        CertificateFilter filter = new CertificateFilter();
        filter.setMetadata(meta("workers").toBuilder().withLabels(labels).build());
        filter.setSpec(new CertificateFilterSpec(new BundleReference("accounting"), "*", null, null, null));
        return filter;
    }

    private static NamespaceCertificateBundle bundle() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.setMetadata(meta("accounting"));
        return bundle;
    }

    private static ObjectMeta meta(String name) {
        return new ObjectMetaBuilder().withName(name).withNamespace("payments").build();
    }
}
