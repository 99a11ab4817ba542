package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Status writes of the operator. They distinguish the operator's own events from changes by others. The event may arrive before
 * the response of the write: until the response it is recognised by the status, afterwards by the resource version.
 *
 * <p>The version of the last write is kept until the object is deleted, because a reconciliation may have taken the object from
 * the cache just before the event arrived.
 *
 * <p>Static, because the SDK instantiates the filters that use it ({@link AnyChange}).
 */
public final class OwnStatuses {
    private static final ConcurrentMap<String, Object> WRITING = new ConcurrentHashMap<>();
    private static final ConcurrentMap<String, String> EXPECTED = new ConcurrentHashMap<>();
    private static final ConcurrentMap<String, String> LAST = new ConcurrentHashMap<>();

    private OwnStatuses() {}

    /** Records a status before it is written. */
    public static void writing(HasMetadata object, Object status) {
        WRITING.put(object.getMetadata().getUid(), status);
    }

    /** Records the written version, whose event is expected unless it has arrived already. */
    public static void written(HasMetadata answered) {
        String uid = answered.getMetadata().getUid();
        LAST.put(uid, answered.getMetadata().getResourceVersion());
        if (WRITING.remove(uid) != null) {
            EXPECTED.put(uid, answered.getMetadata().getResourceVersion());
        }
    }

    /** Removes a write that failed. */
    public static void failed(HasMetadata object) {
        WRITING.remove(object.getMetadata().getUid());
        EXPECTED.remove(object.getMetadata().getUid());
    }

    /** Removes all writes of a deleted object. */
    public static void forget(HasMetadata object) {
        failed(object);
        LAST.remove(object.getMetadata().getUid());
    }

    /**
     * Whether an object from the cache is older than the operator's last status write. It does not show which status the cluster
     * has.
     */
    public static boolean isBehind(HasMetadata cached) {
        String written = LAST.get(cached.getMetadata().getUid());
        return written != null && Keys.number(cached.getMetadata().getResourceVersion()) < Keys.number(written);
    }

    /** Whether an event is that of a status write of the operator; true once per write. */
    static boolean isOwn(CustomResource<?, ?> shown) {
        String uid = shown.getMetadata().getUid();
        if (EXPECTED.remove(uid, shown.getMetadata().getResourceVersion())) {
            return true;
        }
        Object writing = WRITING.get(uid);
        return writing != null && Objects.equals(writing, shown.getStatus()) && WRITING.remove(uid, writing);
    }
}
