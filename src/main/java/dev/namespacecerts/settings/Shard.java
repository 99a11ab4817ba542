package dev.namespacecerts.settings;

import java.util.Map;
import java.util.Set;

/**
 * The bundles that this release reconciles, if several releases share a cluster (docs/shards.md): those in its Kubernetes
 * namespaces that have the labels of its selector. Everything else of a bundle belongs to the release of the bundle: its
 * filters, what it publishes, and its demo certificates.
 *
 * @param namespaces the watched Kubernetes namespaces; empty for all
 * @param selector of the labels of bundles
 * @param claimScope among which bundles claims are decided
 */
public record Shard(Set<String> namespaces, LabelSelector selector, ClaimScope claimScope) {
    /** Setting with the selector. */
    public static final String SELECTOR = "namespacecerts.bundle-selector";

    /** The only release, for all bundles. */
    public static final Shard WHOLE = new Shard(Set.of(), LabelSelector.ALL, ClaimScope.Watched);

    /** Whether this release reconciles the bundles with these labels of a Kubernetes namespace. */
    public boolean contains(String namespace, Map<String, String> labels) {
        return (namespaces.isEmpty() || namespaces.contains(namespace)) && selector.matches(labels);
    }

    /** Whether claims are decided among bundles of all Kubernetes namespaces, though only some are watched. */
    public boolean claimsBeyondNamespaces() {
        return !namespaces.isEmpty() && claimScope == ClaimScope.Cluster;
    }

    /** Whether it sees bundles of other releases, which decide claims too. */
    public boolean seesOthers() {
        return !selector.selectsAll() || claimsBeyondNamespaces();
    }
}
