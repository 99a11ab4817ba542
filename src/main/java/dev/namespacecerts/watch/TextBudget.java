package dev.namespacecerts.watch;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits the text that is kept in memory of objects that can be read again. The total is limited, and the text of one
 * Kubernetes namespace, so that one namespace does not use all of it.
 */
public final class TextBudget {
    /** Characters; they need about twice as many bytes. */
    static final long IN_ALL = 32L << 20;

    /** Characters; over two thousand bundles of three certificates. */
    static final long OF_A_NAMESPACE = IN_ALL / 2;

    /** Characters; ten times as many as three certificates and their verdict need. */
    static final long OF_AN_OBJECT = 32L << 10;

    private record Share(String namespace, long size) {}

    private final Map<String, Share> shares = new HashMap<>();
    private final Map<String, Long> namespaces = new HashMap<>();
    private long taken;

    /**
     * Reserves the size of an object, replacing its previous reservation. Returns false and reserves nothing if that exceeds a
     * limit.
     *
     * @param size in characters
     */
    synchronized boolean take(String namespace, String key, long size) {
        release(key);
        long ofNamespace = namespaces.getOrDefault(namespace, 0L);
        if (size >= OF_AN_OBJECT || taken + size > IN_ALL || ofNamespace + size > OF_A_NAMESPACE) {
            return false;
        }
        shares.put(key, new Share(namespace, size));
        namespaces.put(namespace, ofNamespace + size);
        taken += size;
        return true;
    }

    /** Releases the reservation of an object, if any. */
    synchronized void release(String key) {
        Share share = shares.remove(key);
        if (share != null) {
            taken -= share.size();
            namespaces.computeIfPresent(
                    share.namespace(),
                    (namespace, sum) -> sum == share.size() ? null : Long.valueOf(sum - share.size()));
        }
    }
}
