package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.Synchronizer;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.filter.KnownBundles;
import dev.namespacecerts.filter.KnownFilters;
import dev.namespacecerts.publish.KnownTargets;
import dev.namespacecerts.publish.Target;
import dev.namespacecerts.queue.WakeUps;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.settings.Shard;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.watch.BundleStore;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.watch.DeletedObjects;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.OwnStatuses;
import dev.namespacecerts.watch.RecentSecrets;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The watches for bundles, and the indexes that find the bundles affected by a change. */
final class BundleWatches {
    /** Limit of the objects that one reconciliation reads and deletes. Users can create more that name the bundle as owner. */
    private static final int MOST_PUBLISHED = 20;

    private final WakeUps<ResourceID> wakeUps;
    private final SecretWatches secrets;
    private final Consumer<String> onDeleted;
    private final MetadataWatches metadata;
    private final Consumer<NamespaceCertificateBundle> onVersion;
    private final DeletedObjects deleted = new DeletedObjects();
    private final Claimants claimants;
    private final KnownBundles known;
    private final Shard shard;
    private final KnownFilters filters;

    /**
     * @param shard the bundles that this release reconciles
     * @param allowed the Temporal Namespaces that bundles may claim
     * @param known receives the existing bundles
     * @param filters the existing filters
     * @param onDeleted called with the key of each deleted bundle
     * @param onVersion called with each new version of a bundle
     * @param isBegun whether the first reconciliation of the bundle of a key has begun
     * @param synchronizer is told of the bundles whose connection changed
     * @param targets is told of the events of ConfigMaps
     */
    BundleWatches(
            Shard shard,
            RecentSecrets recent,
            TemporalNamespaces allowed,
            KnownBundles known,
            KnownFilters filters,
            Consumer<String> onDeleted,
            Synchronizer synchronizer,
            KnownTargets targets,
            Consumer<NamespaceCertificateBundle> onVersion,
            Predicate<String> isBegun) {
        this.shard = shard;
        // With several releases, the watch of all bundles may be behind, and forget one that was reconciled already.
        this.wakeUps = new WakeUps<>(id -> shard.seesOthers() || isBegun.test(Keys.of(id)), System::nanoTime);
        this.onVersion = onVersion;
        this.metadata = new MetadataWatches(synchronizer, targets, wakeUps);
        this.known = known;
        this.filters = filters;
        this.claimants = new Claimants(shard, allowed, known, wakeUps, this::added, this::removed);
        this.secrets = new SecretWatches(recent, wakeUps);
        this.onDeleted = key -> {
            secrets.forget(key);
            onDeleted.accept(key);
        };
    }

    /** @param again requests a reconciliation of a bundle */
    List<EventSource<?, NamespaceCertificateBundle>> prepare(
            EventSourceContext<NamespaceCertificateBundle> context, Consumer<ResourceID> again) {
        wakeUps.start(again);
        List<EventSource<?, NamespaceCertificateBundle>> all = new ArrayList<>(secrets.prepare(context));
        all.addAll(List.of(filters.changes(), claimants.prepare(context, again)));
        all.addAll(metadata.prepare(context, again));
        return all;
    }

    /** An empty cache of the bundles that this release reconciles. */
    BundleStore newCache() {
        return claimants.newCache();
    }

    private void added(NamespaceCertificateBundle bundle) {
        boolean own = shard.contains(
                bundle.getMetadata().getNamespace(),
                Objects.requireNonNullElse(bundle.getMetadata().getLabels(), Map.of()));
        boolean ownBefore = known.add(bundle, own).orElse(own);
        if (own) {
            deleted.remove(bundle);
            onVersion.accept(bundle);
        } else if (ownBefore) {
            forget(bundle);
        }
    }

    private void removed(NamespaceCertificateBundle bundle) {
        known.remove(bundle);
        claimants.forget(bundle);
        forget(bundle);
    }

    /** Removes the state of a bundle that was deleted, or that another release reconciles from now on. */
    private void forget(NamespaceCertificateBundle bundle) {
        deleted.add(bundle);
        OwnStatuses.forget(bundle);
        Causes.forget(bundle);
        onDeleted.accept(Keys.of(bundle));
    }

    /** Removes the state of a bundle that was deleted, or went to another release, during its reconciliation. Called at the end of one. */
    void forgetIfDeleted(NamespaceCertificateBundle bundle) {
        if (deleted.contains(bundle)) {
            claimants.forget(bundle);
            onDeleted.accept(Keys.of(bundle));
        }
    }

    /** Whether this release reconciles a bundle. If it sees those of others, its two watches may differ by a few events. */
    boolean isOwn(NamespaceCertificateBundle bundle) {
        return known.isOwn(Keys.of(bundle)).orElse(true);
    }

    /** The filters that name a bundle, in the order of their names. */
    List<CertificateFilter> filtersOf(NamespaceCertificateBundle bundle) {
        return filters.of(Keys.of(bundle)).stream()
                .sorted(Comparator.comparing(filter -> filter.getMetadata().getName()))
                .toList();
    }

    /** A hash of the versions of all cached objects that the status of a bundle depends on. */
    int inputs(NamespaceCertificateBundle bundle) {
        return Objects.hash(
                filters.hash(Keys.of(bundle)),
                claimants.inputs(bundle),
                secrets.inputs(bundle),
                metadata.inputs(bundle));
    }

    /** Reconciles bundles with a change that no event reported. */
    void reconcileMissed(Set<ResourceID> bundles, Consumer<ResourceID> again) {
        Causes.of("no event reported its last change", BundleReconciler.KIND, bundles);
        wakeUps.limited("missed changes", bundles).forEach(again);
    }

    /** The Secrets of a bundle's clients, in the order of their names. */
    List<ClientSecret> clientsOf(NamespaceCertificateBundle bundle) {
        return secrets.clientsOf(bundle);
    }

    /** The Secrets that were created for a bundle, from the cache. */
    List<CertificateOnlySecret> secretsOf(NamespaceCertificateBundle bundle) {
        return secrets.ownedBy(bundle);
    }

    /** The objects that were published for a bundle, at most 20 of them. */
    List<Target> publishedFor(NamespaceCertificateBundle bundle) {
        return Stream.concat(metadata.publishedFor(bundle), secrets.publishedFor(bundle))
                .limit(MOST_PUBLISHED)
                .toList();
    }

    /** Whether the cache has the version of an object that was read from the API server. */
    boolean isCached(HasMetadata read) {
        return read instanceof Secret ? secrets.isCached(read) : metadata.isCached(read);
    }

    /** The version of a ConfigMap in the cache. */
    Optional<String> configMapVersion(String key) {
        return metadata.version(key);
    }

    /** Which bundle claims the Temporal Namespace of a bundle. */
    Claim claimOf(NamespaceCertificateBundle bundle) {
        return claimants.of(bundle);
    }
}
