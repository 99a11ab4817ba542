package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Objects that a watch has shown to be gone, the last 10,000 of them. A visit that was under way at that moment, or waited
 * for its turn, asks at its end, so that nothing that it noted stays behind for ever.
 */
public final class Gone {
    private static final int MOST = 10_000;

    private final Set<String> uids = new LinkedHashSet<>();

    /** Notes that an object is gone; before anything is forgotten that a visit may note again. */
    public synchronized void add(HasMetadata object) {
        uids.add(object.getMetadata().getUid());
        if (uids.size() > MOST) {
            uids.remove(uids.iterator().next());
        }
    }

    /** Whether this very object is gone; one that was made in its place is another. */
    public synchronized boolean contains(HasMetadata object) {
        return uids.contains(object.getMetadata().getUid());
    }
}
