package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Keys;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which Secrets a bundle's selectors found when it was judged last: a Secret that loses its label still leads to the
 * bundle that had it, which no look at the Secret alone would tell.
 */
final class Selections {
    private static final int MOST_LOOKS = 5;

    private final Map<ResourceID, Set<String>> secretsByBundle = new HashMap<>();
    private final Map<String, Set<ResourceID>> bundlesBySecret = new HashMap<>();

    /**
     * Looks, notes what was found, and looks again, since a label may have been lost in between. Not without end: whoever
     * changes labels all the time would hold a thread. Each further change wakes the bundle.
     *
     * @param select finds Secrets by name
     */
    <T> Map<String, T> settled(NamespaceCertificateBundle bundle, Supplier<Map<String, T>> select) {
        String namespace = bundle.getMetadata().getNamespace();
        Map<String, T> found = Map.of();
        for (int look = 0; look < MOST_LOOKS; look++) {
            Map<String, T> noted = found;
            found = select.get();
            remember(
                    bundle,
                    found.keySet().stream()
                            .map(name -> Keys.of(namespace, name))
                            .toList());
            if (noted.keySet().equals(found.keySet())) {
                break;
            }
        }
        return found;
    }

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
        now.stream()
                .filter(key -> !before.contains(key))
                .forEach(key -> bundlesBySecret
                        .computeIfAbsent(key, unknown -> new HashSet<>())
                        .add(id));
        if (now.isEmpty()) {
            secretsByBundle.remove(id);
        } else {
            secretsByBundle.put(id, now);
        }
    }

    /** The bundles that had found a Secret. */
    synchronized Set<ResourceID> of(String secretKey) {
        return Set.copyOf(bundlesBySecret.getOrDefault(secretKey, Set.of()));
    }

    private void remove(String secretKey, ResourceID bundle) {
        bundlesBySecret.computeIfPresent(secretKey, (key, bundles) -> {
            bundles.remove(bundle);
            return bundles.isEmpty() ? null : bundles;
        });
    }
}
