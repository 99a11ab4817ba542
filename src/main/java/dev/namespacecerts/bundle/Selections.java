package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which Secrets a bundle's selectors found when it was judged last: a Secret that loses its label still leads to the
 * bundle that had it, which no look at the Secret alone would tell.
 */
final class Selections {
    private final Map<ResourceID, Set<String>> secretsByBundle = new HashMap<>();
    private final Map<String, Set<ResourceID>> bundlesBySecret = new HashMap<>();

    /** Notes what was found, in place of what was found before. */
    void remember(NamespaceCertificateBundle bundle, Collection<String> secretKeys) {
        remember(ResourceID.fromResource(bundle), secretKeys);
    }

    /** Notes that a bundle is no longer there. */
    void forget(ResourceID bundle) {
        remember(bundle, Set.of());
    }

    private synchronized void remember(ResourceID id, Collection<String> secretKeys) {
        Set<String> before = secretsByBundle.getOrDefault(id, Set.of());
        Set<String> now = Set.copyOf(secretKeys);
        before.stream().filter(key -> !now.contains(key)).forEach(key -> remove(key, id));
        now.forEach(key -> bundlesBySecret.merge(key, Set.of(id), Selections::union));
        if (now.isEmpty()) {
            secretsByBundle.remove(id);
        } else {
            secretsByBundle.put(id, now);
        }
    }

    /** The bundles that had found a Secret. */
    synchronized Set<ResourceID> of(String secretKey) {
        return bundlesBySecret.getOrDefault(secretKey, Set.of());
    }

    private void remove(String secretKey, ResourceID bundle) {
        bundlesBySecret.computeIfPresent(secretKey, (key, bundles) -> {
            Set<ResourceID> left = new HashSet<>(bundles);
            left.remove(bundle);
            return left.isEmpty() ? null : Set.copyOf(left);
        });
    }

    private static Set<ResourceID> union(Set<ResourceID> a, Set<ResourceID> b) {
        Set<ResourceID> both = new HashSet<>(a);
        both.addAll(b);
        return Set.copyOf(both);
    }
}
