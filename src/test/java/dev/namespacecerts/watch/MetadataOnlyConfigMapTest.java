package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the cache keeps of a ConfigMap. */
class MetadataOnlyConfigMapTest {
    @Test
    void onlyTheIdentityOfAConfigMapIsKept() {
        ConfigMap configMap = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("ca")
                .withNamespace("payments")
                .withResourceVersion("7")
                .withManagedFields(new ManagedFieldsEntry())
                .endMetadata()
                .withData(Map.of("ca.crt", "text"))
                .build();
        MetadataOnlyConfigMap kept = kept(configMap);
        assertThat(kept.getMetadata().getName()).isEqualTo("ca");
        assertThat(kept.getData()).isNullOrEmpty();
        assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(kept.getMetadata().getManagedFields()).isEmpty();
    }

    @Test
    void theMetadataOfAPublishedConfigMapAreKept() {
        ConfigMap published = published();
        MetadataOnlyConfigMap kept = kept(published);
        assertThat(OwnedObjects.isAsPublished(kept.getMetadata())).isTrue();
        assertThat(kept.getMetadata()).isEqualTo(published.getMetadata());
        assertThat(kept.getData()).isNullOrEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("touchedByOthers")
    void ofMetadataThatAnotherChangedOnlyOwnersAreKept(String what, ConfigMap map) {
        MetadataOnlyConfigMap kept = kept(map);
        assertThat(OwnedObjects.isAsPublished(kept.getMetadata())).isFalse();
        assertThat(kept.getMetadata().getAnnotations()).isEmpty();
        assertThat(kept.getMetadata().getOwnerReferences())
                .isEqualTo(map.getMetadata().getOwnerReferences());
    }

    private static Stream<Arguments> touchedByOthers() {
        return Stream.of(
                arguments(
                        "a label",
                        new ConfigMapBuilder(published())
                                .editMetadata()
                                .addToLabels("team", "payments")
                                .endMetadata()
                                .build()),
                arguments(
                        "a long annotation",
                        new ConfigMapBuilder(published())
                                .editMetadata()
                                .addToAnnotations(OwnedObjects.DIGEST, "x".repeat(10_000))
                                .endMetadata()
                                .build()),
                arguments(
                        "another's annotation",
                        new ConfigMapBuilder(published())
                                .editMetadata()
                                .addToAnnotations("a", "b")
                                .endMetadata()
                                .build()),
                arguments(
                        "a second owner",
                        new ConfigMapBuilder(published())
                                .editMetadata()
                                .addNewOwnerReference()
                                .withUid("uid-2")
                                .endOwnerReference()
                                .endMetadata()
                                .build()),
                arguments(
                        "a finalizer",
                        new ConfigMapBuilder(published())
                                .editMetadata()
                                .addToFinalizers("example.com/hold")
                                .endMetadata()
                                .build()),
                arguments(
                        "being deleted",
                        new ConfigMapBuilder(published())
                                .editMetadata()
                                .withDeletionTimestamp("2026-11-30T23:59:00Z")
                                .endMetadata()
                                .build()));
    }

    private static ConfigMap published() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("accounting");
        bundle.getMetadata().setNamespace("payments");
        bundle.getMetadata().setUid("uid-1");
        ConfigMap map = new ConfigMapBuilder()
                .withMetadata(OwnedObjects.meta(bundle, "target"))
                .withData(Map.of("ca.crt", "text"))
                .build();
        map.getMetadata().setAnnotations(Map.of(OwnedObjects.DIGEST, "sha256:abc"));
        return map;
    }

    private static MetadataOnlyConfigMap kept(ConfigMap map) {
        return Serialization.unmarshal(Serialization.asJson(map), MetadataOnlyConfigMap.class);
    }
}
