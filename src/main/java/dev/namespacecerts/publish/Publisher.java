package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.PublishContent;
import dev.namespacecerts.settings.Feature;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes a valid bundle to its target, a ConfigMap or Secret. The first write creates the object; later ones have the resource
 * version that was read or that the watch shows. An object that the bundle does not own is never changed. An invalid bundle never
 * replaces the published one.
 */
@ApplicationScoped
public class Publisher {
    private static final String WELL_KNOWN = "WellKnownAuthority";

    /** Answers to the write of an object that may not be as a watch showed it: created, changed, deleted or made immutable since. */
    private static final Set<Integer> READ_AGAIN =
            Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND, WriteRefusals.UNPROCESSABLE);

    private final TargetObjects objects;
    private final KnownTargets known;
    private final Feature configMaps;
    private final Feature secrets;
    private final Clock clock;
    private final EarlierTargets earlier;
    private final Contention contention = new Contention();

    Publisher(
            TargetObjects objects,
            KnownTargets known,
            TargetEvents events,
            Clock clock,
            @ConfigProperty(name = Feature.PUBLISHING, defaultValue = "Enabled") Feature configMaps,
            @ConfigProperty(name = Feature.PUBLISHING_TO_SECRETS, defaultValue = "Enabled") Feature secrets) {
        this.objects = objects;
        this.known = known;
        this.clock = clock;
        this.configMaps = configMaps;
        this.secrets = secrets;
        this.earlier = new EarlierTargets(objects, events, this::isSwitchedOff);
    }

    /**
     * Publishes to the target of the spec, and then deletes or retains earlier targets.
     *
     * @param before the last published content and its target; null if unknown
     * @param published all objects that were published for the bundle, from the cache
     * @return empty if the spec has no publish
     * @throws KubernetesClientException if the API server does not answer
     */
    public Optional<Publication> publish(
            NamespaceCertificateBundle bundle, PublishContent content, PublishedObject before, List<Target> published) {
        PublishSpec spec = bundle.getSpec().publish();
        Target target = spec == null ? null : Target.of(spec);
        try {
            Optional<Publication> publication =
                    Optional.ofNullable(spec).map(wanted -> publish(bundle, target, content, before));
            if (!publication.map(Publication::done).orElse(true)) {
                return publication.map(
                        held -> content.mayHoldWellKnown() ? held : earlier.withdraw(bundle, target, published, held));
            }
            List<Target> left = earlier.remove(bundle, target, published);
            return publication.map(done ->
                    left.isEmpty() ? done : done.leaving(left, left.stream().noneMatch(this::isSwitchedOff)));
        } catch (KubernetesClientException e) {
            return Optional.of(WriteRefusals.of(target, before, e));
        }
    }

    /** Whether publishing to a kind is disabled; the operator then has no permission to write it. */
    private boolean isSwitchedOff(Target target) {
        return (target.kind() == PublishedObject.Kind.Secret ? secrets : configMaps) == Feature.Disabled;
    }

    private Publication publish(
            NamespaceCertificateBundle bundle, Target target, PublishContent content, PublishedObject before) {
        if (isSwitchedOff(target)) {
            return Publication.held(
                    "Disabled",
                    target.kind() == PublishedObject.Kind.Secret
                            ? "This operator was installed without publishing to Secrets. Publish to a ConfigMap, or set"
                                    + " publishToSecrets.enabled=true in the chart."
                            : "This operator was installed without publishing to ConfigMaps. Remove spec.publish, or set"
                                    + " publish.enabled=true in the chart.",
                    true,
                    before);
        }
        Optional<String> source = target.asSource(bundle.getSpec());
        if (source.isPresent()) {
            return Publication.refused(
                    "TargetIsSource", TargetViolations.isSource(target, source.get()), false, before);
        }
        Optional<PublishedObject> unchanged =
                content.isPublishable() ? known.holding(bundle, target, content.digest()) : Optional.empty();
        if (unchanged.isPresent()) {
            return published(bundle, target, content, unchanged.get());
        }
        Optional<KnownTargets.Shown> shown = known.shown(bundle, target, before);
        if (shown.isPresent()) {
            try {
                return publish(bundle, target, content, before, shown.get().found());
            } catch (KubernetesClientException e) {
                if (!READ_AGAIN.contains(e.getCode())) {
                    throw e;
                }
            }
        }
        Optional<TargetObjects.Found> found = objects.find(bundle.getMetadata().getNamespace(), target);
        try {
            return publish(bundle, target, content, before, found);
        } catch (KubernetesClientException e) {
            if (e.getCode() != WriteRefusals.UNPROCESSABLE) {
                throw e;
            }
            return WriteRefusals.notWritable(target, found.isPresent(), before);
        }
    }

    private Publication publish(
            NamespaceCertificateBundle bundle,
            Target target,
            PublishContent content,
            PublishedObject before,
            Optional<TargetObjects.Found> found) {
        if (found.isPresent() && !found.get().mayBeWrittenFor(bundle, target, before)) {
            boolean watched = target.kind() == PublishedObject.Kind.ConfigMap; // not all Secrets are
            return Publication.refused(
                    "TargetNotOwned", TargetViolations.notOwned(bundle, target, found.get(), before), !watched, before);
        }
        if (!content.valid()) {
            return held(
                    "The bundle is not valid: see the condition Valid.",
                    before == null ? "NotValid" : "LastValidKept",
                    false,
                    bundle,
                    before);
        }
        if (content.holdsWellKnown() && !content.mayHoldWellKnown()) {
            return held(
                    content.publicCas() + " only because of the bundle's filters. " + target
                            + " cannot enforce filters. Use a private CA, or set spec.publish.wellKnownAuthorities to"
                            + " Allow.",
                    WELL_KNOWN,
                    true,
                    bundle,
                    before);
        }
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
            object = write(bundle, target, content.digest(), wanted, found);
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

    /** Writes the target. */
    private PublishedObject write(
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

    /** Nothing can be published now. Reports the state of the last published object. */
    private Publication held(
            String why, String reason, boolean stalled, NamespaceCertificateBundle bundle, PublishedObject before) {
        if (before == null) {
            return Publication.held(reason, why + " Nothing is published.", stalled, null);
        }
        Target last = Target.of(before);
        Optional<TargetObjects.Found> there = objects.find(bundle.getMetadata().getNamespace(), last)
                .filter(found -> found.mayBeWrittenFor(bundle, last, before)); // discloses nothing about other objects
        there.filter(found -> !RetainedObjects.isMarked(bundle, found.meta()))
                .ifPresent(found -> objects.mark(bundle, last, found)); // even if the content cannot be published
        boolean intact = there.flatMap(found -> found.digest(before.key())).equals(Optional.of(before.digest()));
        return intact
                ? Publication.held(
                        reason,
                        why + " " + last + " still holds the last published content, " + before.digest() + ".",
                        stalled,
                        before)
                : Publication.held(
                        "NotRestorable",
                        why + " " + last
                                + " was edited or deleted since. The operator does not restore it while the bundle cannot"
                                + " be published. It writes the object again when the bundle can be published.",
                        stalled,
                        before);
    }
}
