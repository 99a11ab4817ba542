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
 * The Secrets that a bundle's selectors found at its last reconciliation. A Secret that loses its label still leads to the
 * bundle that selected it.
 */
final class Selections {
    private static final int MOST_LOOKS = 5;

    private final Map<ResourceID, Set<String>> secretsByBundle = new HashMap<>();
    private final Map<String, Set<ResourceID>> bundlesBySecret = new HashMap<>();

    /**
     * Selects, records the result, and selects again, because a label may have changed in between. The number of repetitions is
     * limited, so that constant changes do not block a thread. Each further change triggers a reconciliation.
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

    /** Records the result, replacing the previous one. */
    void remember(NamespaceCertificateBundle bundle, Collection<String> secretKeys) {
        remember(ResourceID.fromResource(bundle), secretKeys);
    }

    /** Removes a deleted bundle. */
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

    /** The bundles that selected a Secret. */
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
