package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.watch.OwnedObjects;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Published objects that stay when their bundle is deleted or gets another target ({@code deletionPolicy: Retain}). They have no
 * owner reference; an annotation names the bundle instead. Users who may write the object can write the annotation, so it proves
 * nothing about the content.
 */
final class RetainedObjects {
    private RetainedObjects() {}

    /** Whether a bundle retains what it publishes. Without publish, nothing is decided: the marks of the objects count. */
    static boolean areKeptBy(NamespaceCertificateBundle bundle) {
        PublishSpec publish = bundle.getSpec().publish();
        return publish != null && publish.deletionPolicy() == PublishSpec.DeletionPolicy.Retain;
    }

    /** Metadata of a published object, with an owner reference or with the annotation. */
    static ObjectMeta meta(NamespaceCertificateBundle bundle, String name, Map<String, String> annotations) {
        ObjectMeta meta = OwnedObjects.meta(bundle, name);
        Map<String, String> all = new HashMap<>(annotations);
        if (areKeptBy(bundle)) {
            meta.setOwnerReferences(List.of());
            all.put(OwnedObjects.RETAINED_FOR, bundle.getMetadata().getName());
        }
        meta.setAnnotations(all);
        return meta;
    }

    /** Changes the metadata of a found object to that of {@link #meta}, without what others added. */
    static void mark(ObjectMeta found, ObjectMeta made) {
        String bundle = made.getAnnotations().get(OwnedObjects.RETAINED_FOR);
        if (bundle == null) {
            found.getAnnotations().remove(OwnedObjects.RETAINED_FOR);
        } else {
            found.setOwnerReferences(found.getOwnerReferences().stream()
                    .filter(owner -> !OwnedObjects.isBundle(owner) || !bundle.equals(owner.getName()))
                    .toList());
        }
    }

    /** Whether the metadata of an object corresponds to the policy of its bundle. */
    static boolean isMarked(NamespaceCertificateBundle bundle, ObjectMeta meta) {
        return areKeptBy(bundle)
                ? isNamed(bundle, meta) && !OwnedObjects.by(bundle, meta)
                : !isNamed(bundle, meta) && OwnedObjects.by(bundle, meta);
    }

    /**
     * Whether an object was retained for a bundle: for this one, or for a deleted one of the same name. Then the bundle may
     * write it if it is the object that the bundle published last, or if its content is still the published one.
     */
    static boolean belongsTo(
            NamespaceCertificateBundle bundle, Target target, TargetObjects.Found found, PublishedObject before) {
        return isRetainedFor(bundle, found) && (isLast(target, found, before) || isUnchanged(found));
    }

    /** Whether an object names a bundle as the one that it is retained for, and has no other owner. */
    static boolean isRetainedFor(NamespaceCertificateBundle bundle, TargetObjects.Found found) {
        return isNamed(bundle, found.meta())
                && OwnedObjects.isManaged(found.meta())
                && found.isOfPublishedType()
                && found.meta().getOwnerReferences().stream()
                        .noneMatch(owner -> Boolean.TRUE.equals(owner.getController()) || OwnedObjects.isBundle(owner));
    }

    /** Whether an object is the one that a bundle published last. */
    static boolean isLast(Target target, TargetObjects.Found found, PublishedObject before) {
        return before != null
                && Target.of(before).equals(target)
                && before.uid() != null
                && before.uid().equals(found.meta().getUid());
    }

    private static boolean isUnchanged(TargetObjects.Found found) {
        String digest = found.meta().getAnnotations().get(OwnedObjects.DIGEST);
        return digest != null && found.digests().size() == 1 && found.digests().containsValue(digest);
    }

    private static boolean isNamed(NamespaceCertificateBundle bundle, ObjectMeta meta) {
        return meta.getAnnotations() != null
                && bundle.getMetadata().getName().equals(meta.getAnnotations().get(OwnedObjects.RETAINED_FOR))
                && bundle.getMetadata().getNamespace().equals(meta.getNamespace());
    }
}
