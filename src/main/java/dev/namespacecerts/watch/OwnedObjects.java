package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Objects that the operator creates for a bundle. The bundle owns them, so they are deleted with it. */
public final class OwnedObjects {
    /** Label of objects that the operator created. Users can set it too, so it proves nothing. */
    public static final String LABEL = "namespacecerts.dev/managed";

    /** Annotation of a published object: the digest of what was published. */
    public static final String DIGEST = "namespacecerts.dev/digest";

    /** Annotation of a published object that stays when its bundle is deleted: the name of the bundle. */
    public static final String RETAINED_FOR = "namespacecerts.dev/retained-for";

    /** The name of a bundle is the longest text of such an annotation. */
    private static final int LONGEST_ANNOTATION = 253;

    /** The labels of objects that the operator created. */
    static final Map<String, String> LABELS =
            Map.of(LABEL, "true", "app.kubernetes.io/managed-by", "namespace-certificate-operator");

    private static final String KIND = HasMetadata.getKind(NamespaceCertificateBundle.class);
    private static final String GROUP = HasMetadata.getGroup(NamespaceCertificateBundle.class) + "/";

    private OwnedObjects() {}

    /**
     * Whether an object was created for a bundle: it is in the bundle's Kubernetes namespace, and one of its owner references
     * names the bundle by group, kind, name and uid. A uid alone proves nothing: a user who may view a bundle knows its uid, and
     * can write it into an object of another namespace.
     */
    public static boolean by(NamespaceCertificateBundle bundle, ObjectMeta meta) {
        return bundle.getMetadata().getNamespace().equals(meta.getNamespace())
                && references(meta)
                        .anyMatch(owner -> bundle.getMetadata().getUid().equals(owner.getUid())
                                && bundle.getMetadata().getName().equals(owner.getName()));
    }

    /** Index key of a bundle: its Kubernetes namespace and its uid. */
    public static String key(NamespaceCertificateBundle bundle) {
        return Keys.of(bundle.getMetadata().getNamespace(), bundle.getMetadata().getUid());
    }

    /** Index keys of the bundles that own an object: always in the object's own Kubernetes namespace. */
    public static List<String> keys(ObjectMeta meta) {
        return references(meta)
                .map(owner -> Keys.of(meta.getNamespace(), owner.getUid()))
                .distinct()
                .toList();
    }

    /** The owner references of an object that name bundles. */
    private static Stream<OwnerReference> references(ObjectMeta meta) {
        return Stream.ofNullable(meta.getOwnerReferences())
                .flatMap(List::stream)
                .filter(OwnedObjects::isBundle);
    }

    /** Whether an owner reference names a bundle. */
    public static boolean isBundle(OwnerReference owner) {
        return KIND.equals(owner.getKind())
                && owner.getApiVersion() != null
                && owner.getApiVersion().startsWith(GROUP);
    }

    /** Whether an object has the label of objects that the operator created. */
    public static boolean isManaged(ObjectMeta meta) {
        return meta.getLabels() != null && "true".equals(meta.getLabels().get(LABEL));
    }

    /**
     * Whether an object has the labels and the digest of a published object, and no metadata of others, except that its owner may be
     * another one. A cache keeps such metadata whole.
     */
    public static boolean isAsPublished(ObjectMeta meta) {
        return LABELS.equals(meta.getLabels())
                && hasOnlyOwnAnnotations(meta.getAnnotations())
                && owners(meta).size() <= 1
                && (meta.getFinalizers() == null || meta.getFinalizers().isEmpty())
                && meta.getDeletionTimestamp() == null
                && meta.getGenerateName() == null;
    }

    private static boolean hasOnlyOwnAnnotations(Map<String, String> annotations) {
        return annotations != null
                && annotations.containsKey(DIGEST)
                && Set.of(DIGEST, RETAINED_FOR).containsAll(annotations.keySet())
                && annotations.values().stream()
                        .allMatch(value -> value != null && value.length() <= LONGEST_ANNOTATION);
    }

    private static List<String> owners(ObjectMeta meta) {
        return meta.getOwnerReferences() == null
                ? List.of()
                : meta.getOwnerReferences().stream().map(OwnerReference::getUid).toList();
    }

    /** Whether the object still has every label and owner reference that {@link #meta} sets. */
    public static boolean isIntact(ObjectMeta found, ObjectMeta made) {
        return found.getLabels() != null
                && found.getLabels().entrySet().containsAll(made.getLabels().entrySet())
                && found.getOwnerReferences().containsAll(made.getOwnerReferences());
    }

    /** Metadata for replacing a found object: keeps labels and annotations of others, and the resource version. */
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

    /** Metadata of a new object for a bundle, in the same Kubernetes namespace. */
    public static ObjectMeta meta(NamespaceCertificateBundle bundle, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(bundle.getMetadata().getNamespace())
                .withLabels(LABELS)
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
