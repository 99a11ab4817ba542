package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.PublishContent;
import dev.namespacecerts.settings.Feature;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
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
    private final TargetWriter writer;
    private final EarlierTargets earlier;

    Publisher(
            TargetObjects objects,
            KnownTargets known,
            TargetEvents events,
            Clock clock,
            @ConfigProperty(name = Feature.PUBLISHING, defaultValue = "Enabled") Feature configMaps,
            @ConfigProperty(name = Feature.PUBLISHING_TO_SECRETS, defaultValue = "Enabled") Feature secrets) {
        this.objects = objects;
        this.known = known;
        this.configMaps = configMaps;
        this.secrets = secrets;
        this.writer = new TargetWriter(objects, known, clock);
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
        Optional<Publication> unchanged =
                content.isPublishable() ? writer.unchanged(bundle, target, content) : Optional.empty();
        if (unchanged.isPresent()) {
            return unchanged.get();
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
        return writer.write(bundle, target, content, before, found);
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
