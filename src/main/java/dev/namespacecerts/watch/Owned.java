package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects that the operator makes for a bundle: owned by it, so that they go when it goes. */
public final class Owned {
    /** Says that the operator made an object; anybody can write it, so that it proves nothing. */
    public static final String LABEL = "namespacecerts.dev/managed";

    private Owned() {}

    /** Whether an object was made for a bundle: the bundle's uid is among its owners. */
    public static boolean by(NamespaceCertificateBundle bundle, ObjectMeta meta) {
        return owners(meta).contains(bundle.getMetadata().getUid());
    }

    /** Whether an object says that the operator made it. */
    public static boolean isManaged(ObjectMeta meta) {
        return meta.getLabels() != null && "true".equals(meta.getLabels().get(LABEL));
    }

    /** The uids of those that an object says to be its owners. */
    public static List<String> owners(ObjectMeta meta) {
        return meta.getOwnerReferences() == null
                ? List.of()
                : meta.getOwnerReferences().stream().map(OwnerReference::getUid).toList();
    }

    /** Whether nothing of what {@link #meta} gives an object was taken from it. */
    public static boolean isIntact(ObjectMeta found, ObjectMeta made) {
        return found.getLabels() != null
                && found.getLabels().entrySet().containsAll(made.getLabels().entrySet())
                && found.getOwnerReferences().containsAll(made.getOwnerReferences());
    }

    /** Metadata for an object in place of one that was found: with what others wrote into that, and its version. */
    public static ObjectMeta renewed(ObjectMeta found, ObjectMeta made) {
        List<OwnerReference> owners = new ArrayList<>(made.getOwnerReferences());
        found.getOwnerReferences().stream()
                .filter(owner -> !owners(made).contains(owner.getUid()))
                .forEach(owners::add);
        return new ObjectMetaBuilder(found)
                .addToLabels(made.getLabels())
                .addToAnnotations(made.getAnnotations())
                .withOwnerReferences(owners)
                .withManagedFields(List.of())
                .build();
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
