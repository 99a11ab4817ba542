package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Status writes of the operator whose event is still to come, so that the event is told from a change that somebody else
 * made. It may come before the write is answered: until then the status is what it is known by, afterwards the version.
 *
 * <p>Static, because the SDK makes the filters that ask ({@link AnyChange}).
 */
public final class OwnStatuses {
    private static final ConcurrentMap<String, Object> WRITING = new ConcurrentHashMap<>();
    private static final ConcurrentMap<String, String> WRITTEN = new ConcurrentHashMap<>();

    private OwnStatuses() {}

    /** Notes a status before it is written. */
    public static void writing(HasMetadata object, Object status) {
        WRITING.put(object.getMetadata().getUid(), status);
    }

    /** Notes what the write made, unless its event was seen already. */
    public static void written(HasMetadata answered) {
        String uid = answered.getMetadata().getUid();
        if (WRITING.remove(uid) != null) {
            WRITTEN.put(uid, answered.getMetadata().getResourceVersion());
        }
    }

    /** Forgets a write that failed, and all of an object that is gone. */
    public static void forget(HasMetadata object) {
        WRITING.remove(object.getMetadata().getUid());
        WRITTEN.remove(object.getMetadata().getUid());
    }

    /** Whether an event shows a status that the operator wrote, once for each write. */
    static boolean isOwn(CustomResource<?, ?> shown) {
        String uid = shown.getMetadata().getUid();
        if (WRITTEN.remove(uid, shown.getMetadata().getResourceVersion())) {
            return true;
        }
        Object writing = WRITING.get(uid);
        return writing != null && Objects.equals(writing, shown.getStatus()) && WRITING.remove(uid, writing);
    }
}
