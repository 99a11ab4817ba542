package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;

/** Objects that the operator makes for a bundle: owned by it, so that they go when it goes. */
public final class Owned {
    /** Says that the operator made an object; anybody can write it, so that it proves nothing. */
    public static final String LABEL = "namespacecerts.dev/managed";

    private Owned() {}

    /** Whether an object was made for a bundle: the bundle's uid is among its owners. */
    public static boolean by(NamespaceCertificateBundle bundle, ObjectMeta meta) {
        return meta.getOwnerReferences() != null
                && meta.getOwnerReferences().stream()
                        .anyMatch(owner ->
                                owner.getUid().equals(bundle.getMetadata().getUid()));
    }

    /** Metadata of an object that is made for a bundle, in the same Kubernetes namespace. */
    public static ObjectMeta meta(NamespaceCertificateBundle bundle, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(bundle.getMetadata().getNamespace())
                .withLabels(Map.of(LABEL, "true", "app.kubernetes.io/managed-by", "namespace-certificate-operator"))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(bundle.getApiVersion())
                        .withKind(bundle.getKind())
                        .withName(bundle.getMetadata().getName())
                        .withUid(bundle.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(false)
                        .build())
                .build();
    }
}
