package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Objects that a bundle was published to, and no longer is. */
final class EarlierTargets {
    private final TargetObjects objects;
    private final TargetEvents events;
    private final Predicate<Target> isSwitchedOff;

    /** @param isSwitchedOff whether publishing to the kind of a target is disabled */
    EarlierTargets(TargetObjects objects, TargetEvents events, Predicate<Target> isSwitchedOff) {
        this.objects = objects;
        this.events = events;
        this.isSwitchedOff = isSwitchedOff;
    }

    /** Deletes published objects with a public CA, which may no longer be published. Also objects that would be retained. */
    Publication withdraw(NamespaceCertificateBundle bundle, Target target, List<Target> published, Publication held) {
        Set<Target> objectsOfBundle = new LinkedHashSet<>(published);
        objectsOfBundle.add(Target.object(target.kind(), target.name()));
        Publication publication = held;
        for (Target object : objectsOfBundle) {
            Target whole = object.sameObject(target) ? target : object;
            Optional<HasMetadata> read = isSwitchedOff.test(object)
                    ? Optional.empty()
                    : objects.read(bundle.getMetadata().getNamespace(), object);
            Optional<TargetObjects.Found> found = read.map(TargetObjects::found)
                    .filter(there -> there.mayBeWrittenFor(bundle, whole, held.object())
                            && read.filter(TargetObjects::holdsWellKnown).isPresent());
            if (found.isPresent()) {
                objects.delete(bundle, object, found.get());
                publication = publication.withdrawn(object);
            }
        }
        return publication;
    }

    /**
     * Deletes earlier targets, or retains them if the bundle says so, and returns those that the operator may not delete.
     *
     * @param target the current target; null for none
     * @param owned the objects that have an owner reference to the bundle. Retained ones have none, and stay.
     */
    List<Target> remove(NamespaceCertificateBundle bundle, Target target, List<Target> owned) {
        List<Target> left = new ArrayList<>();
        for (Target other : owned) {
            if (target != null && other.sameObject(target)) {
                continue;
            }
            if (isSwitchedOff.test(other)) {
                left.add(other);
                continue;
            }
            try {
                objects.find(bundle.getMetadata().getNamespace(), other)
                        .filter(found -> found.isFor(bundle))
                        .ifPresent(found -> leave(bundle, other, found));
            } catch (KubernetesClientException e) {
                if (target == null || e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                    throw e;
                }
                left.add(other);
            }
        }
        return left;
    }

    private void leave(NamespaceCertificateBundle bundle, Target other, TargetObjects.Found found) {
        if (RetainedObjects.areKeptBy(bundle)) {
            objects.mark(bundle, other, found);
            events.retained(bundle, other);
        } else {
            objects.delete(bundle, other, found);
            events.deleted(bundle, other);
        }
    }
}
