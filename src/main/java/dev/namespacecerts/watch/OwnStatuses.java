package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Status writes of the operator whose event has not arrived yet. They distinguish the operator's own events from changes by
 * others. The event may arrive before the response of the write: until the response it is recognised by the status, afterwards
 * by the resource version.
 *
 * <p>Static, because the SDK instantiates the filters that use it ({@link AnyChange}).
 */
public final class OwnStatuses {
    private static final ConcurrentMap<String, Object> WRITING = new ConcurrentHashMap<>();
    private static final ConcurrentMap<String, String> WRITTEN = new ConcurrentHashMap<>();

    private OwnStatuses() {}

    /** Records a status before it is written. */
    public static void writing(HasMetadata object, Object status) {
        WRITING.put(object.getMetadata().getUid(), status);
    }

    /** Records the written version, unless its event has arrived already. */
    public static void written(HasMetadata answered) {
        String uid = answered.getMetadata().getUid();
        if (WRITING.remove(uid) != null) {
            WRITTEN.put(uid, answered.getMetadata().getResourceVersion());
        }
    }

    /** Removes a write that failed, or all writes of a deleted object. */
    public static void forget(HasMetadata object) {
        WRITING.remove(object.getMetadata().getUid());
        WRITTEN.remove(object.getMetadata().getUid());
    }

    /**
     * Whether a cached object is older than the operator's last status write, whose event has not arrived yet. It does not show
     * which status the cluster has.
     */
    public static boolean isBehind(HasMetadata cached) {
        String written = WRITTEN.get(cached.getMetadata().getUid());
        return written != null && version(cached.getMetadata().getResourceVersion()) < version(written);
    }

    /** Compares resource versions as numbers, which Kubernetes guarantees since 1.35, and which etcd always allowed. */
    private static long version(String resourceVersion) {
        try {
            return Long.parseLong(resourceVersion);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether an event is that of a status write of the operator; true once per write. */
    static boolean isOwn(CustomResource<?, ?> shown) {
        String uid = shown.getMetadata().getUid();
        if (WRITTEN.remove(uid, shown.getMetadata().getResourceVersion())) {
            return true;
        }
        Object writing = WRITING.get(uid);
        return writing != null && Objects.equals(writing, shown.getStatus()) && WRITING.remove(uid, writing);
    }
}
