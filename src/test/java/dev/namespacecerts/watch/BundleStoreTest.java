package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.testing.SpecBuilder;
import org.junit.jupiter.api.Test;

class BundleStoreTest {
    private static final int TEXT = 16 << 10;

    private final BundleStore store = new BundleStore(new TextBudget(), "Claimed");

    @Test
    void aSmallBundleIsKeptWholeAndALargeOneWithoutItsTexts() {
        assertThat(put("tenant", "small", TEXT).isComplete()).isTrue();
        NamespaceCertificateBundle large = put("tenant", "large", (int) TextBudget.OF_AN_OBJECT);
        assertThat(large.isComplete()).isFalse();
        assertThat(large.getSpec().certificates()).hasSize(1).allMatch(source -> source.inline() == null);
    }

    @Test
    void oneKubernetesNamespaceLeavesRoomForOthers() {
        fill("tenant");
        assertThat(put("tenant", "more", TEXT).isComplete()).isFalse();
        assertThat(put("other", "first", TEXT).isComplete()).isTrue();
    }

    @Test
    void theTextOfAllBundlesIsLimited() {
        for (int i = 0; i < TextBudget.IN_ALL / TextBudget.OF_A_NAMESPACE; i++) {
            fill("tenant-" + i);
        }
        assertThat(untilFull("other")).isLessThan(5);
    }

    @Test
    void deletedAndEnlargedBundlesReleaseTheirText() {
        fill("tenant");
        store.remove("tenant/bundle-0");
        assertThat(put("tenant", "more", TEXT).isComplete()).isTrue();
        assertThat(put("tenant", "yet-another", TEXT).isComplete()).isFalse();
        put("tenant", "bundle-1", (int) TextBudget.OF_AN_OBJECT);
        assertThat(put("tenant", "yet-another", TEXT).isComplete()).isTrue();
        assertThat(put("tenant", "yet-another", TEXT).isComplete()).as("again").isTrue();
    }

    private void fill(String namespace) {
        int most = (int) TextBudget.OF_A_NAMESPACE / TEXT;
        assertThat(untilFull(namespace)).isBetween(most - 5, most);
    }

    /** How many bundles are kept whole. */
    private int untilFull(String namespace) {
        int whole = 0;
        while (put(namespace, "bundle-" + whole, TEXT).isComplete()) {
            whole++;
        }
        return whole;
    }

    private NamespaceCertificateBundle put(String namespace, String name, int characters) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setNamespace(namespace);
        bundle.getMetadata().setName(name);
        bundle.setSpec(new SpecBuilder().inline("x".repeat(characters)).build());
        store.put(Keys.of(bundle), bundle);
        return store.get(Keys.of(bundle));
    }
}
