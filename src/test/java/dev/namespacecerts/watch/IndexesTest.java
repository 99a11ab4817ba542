package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses the cache of a Fabric8 informer, as the watches do. */
class IndexesTest {
    private static final String BY_APP = "app";

    private final CacheImpl<ConfigMap> cache = new CacheImpl<>();

    /** What a reader finds at the moments when the informer asks for the keys of an object. */
    private final List<Integer> found = new ArrayList<>();

    @Test
    void theInformerAloneHasAGapWhileAnObjectIsReplaced() {
        index(ReducingStore.whole(), this::keysAndWhatAReaderFinds);
        cache.put(configMap("1", "shop"));
        found.clear();
        cache.put(configMap("2", "shop"));
        assertThat(found).as("if not, Indexes is needless").contains(0);
    }

    @ParameterizedTest(name = "reduced: {0}")
    @ValueSource(booleans = {true, false})
    void anObjectIsNeverMissingWhileItIsReplaced(boolean reduced) {
        withoutGaps(reduced);
        cache.put(configMap("1", "shop"));
        found.clear();
        cache.put(configMap("2", "shop"));
        cache.put(configMap("2", "shop")); // as after a new list
        assertThat(found).isNotEmpty().doesNotContain(0);
        assertThat(versions("shop")).containsExactly("2");
    }

    @ParameterizedTest(name = "reduced: {0}")
    @ValueSource(booleans = {true, false})
    void aChangedKeyMovesTheObject(boolean reduced) {
        withoutGaps(reduced);
        cache.put(configMap("1", "shop"));
        cache.put(configMap("2", "bank"));
        assertThat(versions("shop")).isEmpty();
        assertThat(versions("bank")).containsExactly("2");
        cache.put(configMap("3", "shop"));
        assertThat(versions("shop")).containsExactly("3");
        assertThat(versions("bank")).isEmpty();
    }

    @ParameterizedTest(name = "reduced: {0}")
    @ValueSource(booleans = {true, false})
    void aDeletedObjectIsRemoved(boolean reduced) {
        withoutGaps(reduced);
        ConfigMap same = configMap("1", "shop");
        cache.put(same);
        cache.put(same);
        cache.remove(same);
        assertThat(versions("shop")).isEmpty();
        cache.put(configMap("2", "shop"));
        assertThat(versions("shop")).containsExactly("2");
    }

    private void withoutGaps(boolean reduced) {
        index(
                reduced
                        ? new ReducingStore<>(object ->
                                new ConfigMapBuilder(object).withData(null).build())
                        : ReducingStore.whole(),
                Indexes.withoutGaps(this::keysAndWhatAReaderFinds));
    }

    private void index(ReducingStore<ConfigMap> store, Function<ConfigMap, List<String>> keys) {
        cache.setItemStore(store);
        cache.addIndexers(Map.of(BY_APP, keys));
    }

    private List<String> keysAndWhatAReaderFinds(ConfigMap object) {
        found.add(cache.byIndex(BY_APP, "shop").size());
        return List.of(object.getMetadata().getLabels().get(BY_APP));
    }

    private List<String> versions(String app) {
        return cache.byIndex(BY_APP, app).stream()
                .map(object -> object.getMetadata().getResourceVersion())
                .toList();
    }

    private static ConfigMap configMap(String version, String app) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("ca")
                .withResourceVersion(version)
                .addToLabels(BY_APP, app)
                .endMetadata()
                .addToData("ca.crt", "text")
                .build();
    }
}
