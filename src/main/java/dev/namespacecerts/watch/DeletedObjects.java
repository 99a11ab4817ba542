package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The last 10,000 objects that a watch reported as deleted. A reconciliation that ran or was queued at that moment checks this
 * at its end, so that no state of a deleted object is kept.
 */
public final class DeletedObjects {
    private static final int MOST = 10_000;

    private final Set<String> uids = new LinkedHashSet<>();

    /** Records that an object was deleted. Call it before removing state that a running reconciliation may add again. */
    public synchronized void add(HasMetadata object) {
        uids.add(object.getMetadata().getUid());
        if (uids.size() > MOST) {
            uids.remove(uids.iterator().next());
        }
    }

    /** Removes an object that was not deleted, but left the watch and is back. */
    public synchronized void remove(HasMetadata object) {
        uids.remove(object.getMetadata().getUid());
    }

    /** Whether the object with this uid was deleted; an object of the same name has another uid. */
    public synchronized boolean contains(HasMetadata object) {
        return uids.contains(object.getMetadata().getUid());
    }
}
