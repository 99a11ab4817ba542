package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;

/** Target of publishing: a key of a ConfigMap or Secret. */
public record Target(PublishedObject.Kind kind, String name, String key) {
    /** An object, with any key. */
    public static Target object(PublishedObject.Kind kind, String name) {
        return new Target(kind, name, "");
    }

    static Target of(PublishSpec spec) {
        return spec.configMap() != null
                ? new Target(
                        PublishedObject.Kind.ConfigMap,
                        spec.configMap().name(),
                        spec.configMap().key())
                : new Target(
                        PublishedObject.Kind.Secret,
                        spec.secret().name(),
                        spec.secret().key());
    }

    static Target of(PublishedObject published) {
        return new Target(published.kind(), published.name(), published.key());
    }

    /** The target in a version that holds what was published. Only ConfigMaps have a watch that shows whether the version is current. */
    PublishedObject holding(String digest, ObjectMeta meta) {
        String version = kind == PublishedObject.Kind.ConfigMap ? meta.getResourceVersion() : null;
        return new PublishedObject(kind, name, key, digest, meta.getUid(), version, null);
    }

    boolean sameObject(Target other) {
        return kind == other.kind && name.equals(other.name);
    }

    /** Path of the first source of a bundle that is this object. */
    Optional<String> asSource(NamespaceCertificateBundleSpec spec) {
        for (int i = 0; i < spec.certificates().size(); i++) {
            var source = spec.certificates().get(i);
            boolean same = kind == PublishedObject.Kind.ConfigMap
                    ? source.configMap() != null && source.configMap().name().equals(name)
                    : source.secret() != null && source.secret().name().equals(name);
            if (same) {
                return Optional.of("spec.certificates[" + i + "]");
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return kind + " \"" + name + "\"";
    }
}
