package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.MetadataOnlyConfigMap;
import dev.namespacecerts.watch.OwnedObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Versions of ConfigMaps that hold what was published to them. While the watch shows that version, publishing the same content
 * needs no request, other content needs no reading, and the event of the operator's own write triggers no reconciliation.
 */
@ApplicationScoped
public class KnownTargets {
    private static final String OUTDATED = "";

    private final Map<String, Known> targets = new ConcurrentHashMap<>();
    private volatile Consumer<NamespaceCertificateBundle> again = bundle -> {};
    private volatile @Nullable Function<String, Optional<MetadataOnlyConfigMap>> watch;

    /**
     * What a ConfigMap holds.
     *
     * @param bundle uid of the bundle that it was published for
     * @param object as it is reported, perhaps in an earlier version; null while it is being written
     * @param version its resource version; null while it is being written
     * @param own whether the operator wrote this version since its start
     * @param shown the version that an event showed during the write
     */
    private record Known(
            String bundle,
            boolean retained,
            @Nullable PublishedObject object,
            @Nullable String version,
            boolean own,
            @Nullable String shown) {

        Known showing(String other) {
            return new Known(bundle, retained, object, version, own, other);
        }
    }

    /**
     * Starts to rely on the watch of ConfigMaps.
     *
     * @param reconcile requests the reconciliation of a bundle whose target another writer changed during the write
     * @param shown the ConfigMap that the watch shows, by its key
     */
    public void start(
            Consumer<NamespaceCertificateBundle> reconcile, Function<String, Optional<MetadataOnlyConfigMap>> shown) {
        again = reconcile;
        watch = shown;
    }

    /**
     * What the watch shows of a target.
     *
     * @param found empty if it does not exist
     */
    record Shown(Optional<TargetObjects.Found> found) {}

    /**
     * What the watch shows of a target; empty if too little is known to write the target without reading it.
     *
     * @param before the last published content and its target; null if unknown
     */
    Optional<Shown> shown(NamespaceCertificateBundle bundle, Target target, @Nullable PublishedObject before) {
        if (target.kind() != PublishedObject.Kind.ConfigMap || watch == null) {
            return Optional.empty();
        }
        String key = key(bundle, target);
        Optional<ObjectMeta> meta = watch.apply(key).map(MetadataOnlyConfigMap::getMetadata);
        if (meta.isEmpty()) {
            return Optional.of(new Shown(Optional.empty()));
        }
        Known known = targets.get(key);
        PublishedObject last = known == null || known.object == null ? before : known.object;
        return meta.filter(shown -> last != null
                        && OwnedObjects.isAsPublished(shown)
                        && Target.of(last).sameObject(target)
                        && shown.getUid().equals(last.uid())
                        && shown.getResourceVersion().equals(last.resourceVersion()))
                .map(shown -> new Shown(
                        Optional.of(new TargetObjects.Found(shown, null, Map.of(last.key(), last.digest()), false))));
    }

    /** A ConfigMap in the version that the watch shows, if it has exactly the content, the metadata and the key that a bundle publishes. */
    Optional<PublishedObject> holding(NamespaceCertificateBundle bundle, Target target, String digest) {
        String key = key(bundle, target);
        Known known = targets.get(key);
        return known != null
                        && known.version != null
                        && known.version.equals(shownVersion(key))
                        && known.object != null
                        && known.bundle.equals(bundle.getMetadata().getUid())
                        && known.retained == RetainedObjects.areKeptBy(bundle)
                        && Target.of(known.object).equals(target)
                        && digest.equals(known.object.digest())
                ? Optional.of(known.object)
                : Optional.empty();
    }

    /** Records a version of a ConfigMap that was found to hold what a bundle publishes. */
    void found(NamespaceCertificateBundle bundle, PublishedObject object, ObjectMeta meta) {
        if (object.kind() == PublishedObject.Kind.ConfigMap) {
            targets.put(
                    Keys.of(bundle.getMetadata().getNamespace(), object.name()),
                    new Known(
                            bundle.getMetadata().getUid(),
                            RetainedObjects.areKeptBy(bundle),
                            object,
                            meta.getResourceVersion(),
                            false,
                            null));
        }
    }

    /** Writes a ConfigMap. Events that arrive before the answer are compared with the written version. */
    PublishedObject writing(
            NamespaceCertificateBundle bundle, Target target, String digest, Supplier<ObjectMeta> write) {
        if (target.kind() != PublishedObject.Kind.ConfigMap) {
            return target.holding(digest, write.get());
        }
        String key = key(bundle, target);
        boolean retained = RetainedObjects.areKeptBy(bundle);
        String uid = bundle.getMetadata().getUid();
        Known begun = new Known(uid, retained, null, null, true, null);
        targets.put(key, begun);
        try {
            PublishedObject object = target.holding(digest, write.get());
            String version = object.resourceVersion();
            targets.computeIfPresent(key, (name, now) -> {
                if (now.shown == null || now.shown.equals(version)) {
                    return new Known(uid, retained, object, version, true, null);
                }
                again.accept(bundle);
                return null;
            });
            return object;
        } catch (RuntimeException e) {
            Known now = targets.remove(key);
            if (now != null && now.shown != null) {
                again.accept(bundle);
            }
            throw e;
        }
    }

    /**
     * The uid of the bundle whose own write an event shows. Forgets a ConfigMap that another writer changed or deleted.
     *
     * @param current whether the watch still has this version
     */
    public Optional<String> writer(HasMetadata shown, boolean current) {
        Known now = targets.computeIfPresent(Keys.of(shown), (key, known) -> {
            String version = current ? shown.getMetadata().getResourceVersion() : OUTDATED;
            return known.version == null ? known.showing(version) : known.version.equals(version) ? known : null;
        });
        return Optional.ofNullable(now).map(Known::bundle);
    }

    /** Whether a bundle wrote this version of a ConfigMap, which thus does not differ from what it evaluated. */
    public boolean isOwn(NamespaceCertificateBundle bundle, HasMetadata shown) {
        Known known = targets.get(Keys.of(shown));
        return known != null
                && known.own
                && known.bundle.equals(bundle.getMetadata().getUid())
                && shown.getMetadata().getResourceVersion().equals(known.version);
    }

    /** Whether there is a version that holds what was published. */
    public boolean contains(String key) {
        return targets.containsKey(key);
    }

    private @Nullable String shownVersion(String key) {
        return watch == null
                ? null
                : watch.apply(key)
                        .map(map -> map.getMetadata().getResourceVersion())
                        .orElse(null);
    }

    private static String key(NamespaceCertificateBundle bundle, Target target) {
        return Keys.of(bundle.getMetadata().getNamespace(), target.name());
    }
}
