package dev.namespacecerts.watch;

import java.util.HashMap;
import java.util.Map;

/**
 * How much text is kept in memory of objects that can be read again: so much in all, so that there is an end to it, and so
 * much of one Kubernetes namespace, so that one does not take it all.
 */
final class TextBudget {
    /** Characters; what holds them takes about twice as many bytes. */
    static final long IN_ALL = 32L << 20;

    /** Characters; over a thousand bundles of three certificates. */
    static final long OF_A_NAMESPACE = IN_ALL / 4;

    /** Characters; ten times what three certificates and the verdict on them take. */
    static final long OF_AN_OBJECT = 32L << 10;

    private record Share(String namespace, long size) {}

    private final Map<String, Share> shares = new HashMap<>();
    private final Map<String, Long> namespaces = new HashMap<>();
    private long taken;

    /**
     * Takes what an object needs, in place of what it took before; false, and nothing is taken, where that is too much.
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

    /** Gives back what an object took, if anything. */
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
