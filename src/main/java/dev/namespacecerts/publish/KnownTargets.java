package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.watch.Keys;
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
 * needs no request, and the event of the operator's own write triggers no reconciliation.
 */
@ApplicationScoped
public class KnownTargets {
    private static final String OUTDATED = "";

    private final Map<String, Known> targets = new ConcurrentHashMap<>();
    private volatile Consumer<NamespaceCertificateBundle> again = bundle -> {};
    private volatile Function<String, Optional<String>> shownVersion = key -> Optional.of(OUTDATED);

    /**
     * What a ConfigMap holds.
     *
     * @param bundle uid of the bundle that it was published for
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
     * @param version the version of a ConfigMap that the watch shows, by its key
     */
    public void start(Consumer<NamespaceCertificateBundle> reconcile, Function<String, Optional<String>> version) {
        again = reconcile;
        shownVersion = version;
    }

    /** Whether a target does not exist, as far as the watch knows. */
    boolean isAbsent(NamespaceCertificateBundle bundle, Target target) {
        return target.kind() == PublishedObject.Kind.ConfigMap
                && shownVersion.apply(key(bundle, target)).isEmpty();
    }

    /** The uid of a ConfigMap that the watch shows, and that has exactly the content, the metadata and the key that a bundle publishes. */
    Optional<String> uid(NamespaceCertificateBundle bundle, Target target, String digest) {
        String key = key(bundle, target);
        Known known = targets.get(key);
        return known != null
                        && known.version != null
                        && shownVersion.apply(key).equals(Optional.of(known.version))
                        && known.object != null
                        && known.bundle.equals(bundle.getMetadata().getUid())
                        && known.retained == RetainedObjects.areKeptBy(bundle)
                        && Target.of(known.object).equals(target)
                        && digest.equals(known.object.digest())
                ? Optional.of(known.object.uid())
                : Optional.empty();
    }

    /** Records that a ConfigMap was found that holds what a bundle publishes. */
    void found(NamespaceCertificateBundle bundle, Target target, String digest, ObjectMeta meta) {
        if (target.kind() == PublishedObject.Kind.ConfigMap) {
            targets.put(
                    key(bundle, target),
                    new Known(
                            bundle.getMetadata().getUid(),
                            RetainedObjects.areKeptBy(bundle),
                            object(target, digest, meta),
                            meta.getResourceVersion(),
                            false,
                            null));
        }
    }

    /** Writes a ConfigMap. Events that arrive before the answer are compared with the written version. */
    ObjectMeta writing(NamespaceCertificateBundle bundle, Target target, String digest, Supplier<ObjectMeta> write) {
        if (target.kind() != PublishedObject.Kind.ConfigMap) {
            return write.get();
        }
        String key = key(bundle, target);
        boolean retained = RetainedObjects.areKeptBy(bundle);
        String uid = bundle.getMetadata().getUid();
        Known begun = new Known(uid, retained, null, null, true, null);
        targets.put(key, begun);
        try {
            ObjectMeta written = write.get();
            String version = written.getResourceVersion();
            PublishedObject object = object(target, digest, written);
            targets.computeIfPresent(key, (name, now) -> {
                if (now.shown == null || now.shown.equals(version)) {
                    return new Known(uid, retained, object, version, true, null);
                }
                again.accept(bundle);
                return null;
            });
            return written;
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

    private static PublishedObject object(Target target, String digest, ObjectMeta meta) {
        return new PublishedObject(target.kind(), target.name(), target.key(), digest, meta.getUid());
    }

    private static String key(NamespaceCertificateBundle bundle, Target target) {
        return Keys.of(bundle.getMetadata().getNamespace(), target.name());
    }
}
