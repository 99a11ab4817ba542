package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.function.Supplier;

/** Stores that keep of each watched object no more than is asked of them later. */
public final class Pruned {
    private Pruned() {}

    /** Keeps identity and spec. */
    public static <S, T extends CustomResource<S, ?>> PrunedStore<T> spec(Supplier<T> empty) {
        return new PrunedStore<>(object -> {
            T kept = empty.get();
            kept.setMetadata(identity(object));
            kept.setSpec(object.getSpec());
            return kept;
        });
    }

    /** Keeps of a bundle its identity, age and the Temporal Namespace that it claims. */
    public static PrunedStore<NamespaceCertificateBundle> claim() {
        return new PrunedStore<>(bundle -> {
            NamespaceCertificateBundle kept = new NamespaceCertificateBundle();
            kept.setMetadata(identity(bundle));
            kept.setSpec(
                    new NamespaceCertificateBundleSpec(bundle.getSpec().temporalNamespace(), null, null, null, null));
            return kept;
        });
    }

    /** Keeps the identity alone: nothing of what a ConfigMap or Secret holds. */
    public static <T extends HasMetadata> PrunedStore<T> identity(Class<T> kind) {
        return new PrunedStore<>(object -> {
            T kept = newInstance(kind);
            kept.setMetadata(identity(object));
            return kept;
        });
    }

    private static ObjectMeta identity(HasMetadata object) {
        ObjectMeta meta = object.getMetadata();
        return new ObjectMetaBuilder()
                .withName(meta.getName())
                .withNamespace(meta.getNamespace())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .withGeneration(meta.getGeneration())
                .withCreationTimestamp(meta.getCreationTimestamp())
                .build();
    }

    private static <T> T newInstance(Class<T> kind) {
        try {
            return kind.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(kind + " has no constructor without arguments", e);
        }
    }
}
