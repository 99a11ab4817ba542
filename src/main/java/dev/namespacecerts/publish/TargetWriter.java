package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.PublishContent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Writes what may be published to a target that the bundle owns or that does not exist. */
final class TargetWriter {
    private final TargetObjects objects;
    private final KnownTargets known;
    private final Clock clock;
    private final Contention contention = new Contention();

    TargetWriter(TargetObjects objects, KnownTargets known, Clock clock) {
        this.objects = objects;
        this.known = known;
        this.clock = clock;
    }

    /** What is published, if the watch shows that the target still holds the content. */
    Optional<Publication> unchanged(NamespaceCertificateBundle bundle, Target target, PublishContent content) {
        return known.holding(bundle, target, content.digest())
                .map(object -> published(bundle, target, content, object));
    }

    /**
     * Writes the content, unless the target holds it.
     *
     * @param before the last published content and its target; null if unknown
     * @param found the target as it was read, or as the watch shows it
     * @throws KubernetesClientException if the API server rejects the write or does not answer
     */
    Publication write(
            NamespaceCertificateBundle bundle,
            Target target,
            PublishContent content,
            PublishedObject before,
            Optional<TargetObjects.Found> found) {
        String text = new String(content.pem(), StandardCharsets.US_ASCII);
        HasMetadata wanted = objects.make(bundle, target, text, content.digest());
        PublishedObject object;
        if (found.isPresent()
                && found.get().holds(target.key(), content.digest(), wanted.getMetadata())
                && RetainedObjects.isMarked(bundle, found.get().meta())) {
            object = found(target, content.digest(), found.get(), before);
            known.found(bundle, object, found.get().meta());
        } else if (found.isPresent() && found.get().isStuck()) {
            return Publication.later(
                    "TargetTerminating",
                    target
                            + " is immutable, and a finalizer blocks its deletion. The operator creates it again after it is"
                            + " deleted. Wait for the controller of the finalizer (see metadata.finalizers), or remove the"
                            + " finalizer.",
                    before);
        } else {
            object = put(bundle, target, content.digest(), wanted, found);
        }
        boolean undoes = found.isPresent() && isUndoing(found.get(), target, content, before);
        if (undoes) {
            contention.add(object.uid(), clock.instant());
        }
        Publication publication = published(bundle, target, content, object);
        boolean sameObject = found.isPresent() && found.get().meta().getUid().equals(object.uid());
        return undoes && sameObject ? publication.restoring(target) : publication;
    }

    private Publication published(
            NamespaceCertificateBundle bundle, Target target, PublishContent content, PublishedObject object) {
        return contention.isContested(object.uid(), clock.instant())
                ? Publication.contested(target, object)
                : done(bundle, target, object, content);
    }

    private static Publication done(
            NamespaceCertificateBundle bundle, Target target, PublishedObject object, PublishContent content) {
        String filters =
                content.filters() == 0 ? "" : " It does not enforce the bundle's filters: only Temporal Cloud does.";
        return Publication.done(
                target + " holds the certificates under \"" + target.key() + "\", " + content.digest() + "." + filters
                        + (RetainedObjects.areKeptBy(bundle)
                                ? " It stays when the bundle is deleted."
                                : " It is deleted with the bundle."),
                object);
    }

    /**
     * The found target. As it was published last, so that another version alone does not change the status. An immutable one has no
     * version: it is read before it is replaced.
     */
    private static PublishedObject found(
            Target target, String digest, TargetObjects.Found found, PublishedObject before) {
        PublishedObject object = target.holding(digest, found.meta());
        boolean same = before != null
                && Target.of(before).equals(target)
                && digest.equals(before.digest())
                && object.uid().equals(before.uid());
        return same ? before : found.immutable() ? object.unversioned() : object;
    }

    private PublishedObject put(
            NamespaceCertificateBundle bundle,
            Target target,
            String digest,
            HasMetadata wanted,
            Optional<TargetObjects.Found> found) {
        boolean replaces = found.isPresent() && !found.get().immutable();
        if (found.isPresent() && !replaces) {
            objects.delete(bundle, target, found.get());
        }
        return known.writing(
                bundle, target, digest, () -> replaces ? objects.replace(wanted, found.get()) : objects.create(wanted));
    }

    /** Whether the target was edited: it differs from the last published content, which has not changed. */
    private static boolean isUndoing(
            TargetObjects.Found found, Target target, PublishContent content, PublishedObject before) {
        return before != null
                && Target.of(before).equals(target)
                && content.digest().equals(before.digest())
                && !found.holdsOnly(target.key(), content.digest());
    }
}
