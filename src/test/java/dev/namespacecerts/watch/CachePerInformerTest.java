package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachePerInformerTest {
    private final InformerEventSourceConfiguration<CertificateFilter> given = InformerEventSourceConfiguration.from(
                    CertificateFilter.class, NamespaceCertificateBundle.class)
            .withName("filters")
            .withNamespaces(Set.of("payments", "billing"))
            .withInformerListLimit(50L)
            .withOnUpdateFilter(new SpecChange<>())
            .withComparableResourceVersion(false)
            .build();

    @Test
    void noTwoInformersHaveTheSameCache() {
        InformerConfiguration<CertificateFilter> settings = CachePerInformer.of(
                        given, () -> new FilterStore(added -> {}, removed -> {}))
                .getInformerConfig();
        ItemStore<CertificateFilter> first = settings.getItemStore();
        assertThat(settings.getItemStore()).isNotNull().isNotSameAs(first);
    }

    @Test
    void theOtherSettingsAreThoseGiven() {
        var settings = CachePerInformer.of(given, () -> new FilterStore(added -> {}, removed -> {}));
        assertThat(settings.getSecondaryToPrimaryMapper()).isSameAs(given.getSecondaryToPrimaryMapper());
        assertThat(settings.getInformerConfig())
                .usingRecursiveComparison()
                .ignoringFields("itemStore", "caches", "builder")
                .isEqualTo(given.getInformerConfig());
    }
}
