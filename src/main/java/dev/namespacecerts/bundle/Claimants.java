package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.filter.KnownBundles;
import dev.namespacecerts.queue.WakeUps;
import dev.namespacecerts.settings.Shard;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.watch.BundleStore;
import dev.namespacecerts.watch.CachePerInformer;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.Indexes;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.Listed;
import dev.namespacecerts.watch.OwnChanges;
import dev.namespacecerts.watch.ReducedObjects;
import dev.namespacecerts.watch.TextBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * All bundles that may claim a Temporal Namespace: those that this release reconciles, which its own watch shows, or those of other
 * releases too, which need a watch of their own.
 */
final class Claimants {
    private static final String BY_TEMPORAL_NAMESPACE = "temporalNamespace";

    private final Map<String, String> winners = new ConcurrentHashMap<>();
    private final Shard shard;
    private final Claims claims;
    private final KnownBundles known;
    private final WakeUps<ResourceID> wakeUps;
    private final Consumer<NamespaceCertificateBundle> added;
    private final Consumer<NamespaceCertificateBundle> removed;
    private final TextBudget texts = new TextBudget();
    private volatile ManagedInformerEventSource<NamespaceCertificateBundle, NamespaceCertificateBundle, ?> bundles;

    /**
     * @param shard the bundles that this release reconciles
     * @param allowed the Temporal Namespaces that bundles may claim
     * @param known the existing bundles
     * @param added called for each new version of any of these bundles
     * @param removed called for each deleted one
     */
    Claimants(
            Shard shard,
            TemporalNamespaces allowed,
            KnownBundles known,
            WakeUps<ResourceID> wakeUps,
            Consumer<NamespaceCertificateBundle> added,
            Consumer<NamespaceCertificateBundle> removed) {
        this.added = added;
        this.removed = removed;
        this.shard = shard;
        this.claims = new Claims(allowed, !shard.seesOthers());
        this.known = known;
        this.wakeUps = wakeUps;
        known.watchedBy(() -> bundles != null && Listed.isComplete(bundles));
    }

    /** An empty cache of the bundles that this release reconciles. */
    BundleStore newCache() {
        return shard.seesOthers()
                ? new BundleStore(texts, ConditionTypes.CLAIMED)
                : new BundleStore(texts, ConditionTypes.CLAIMED, added, removed);
    }

    /** @param again requests a reconciliation of a bundle */
    EventSource<?, NamespaceCertificateBundle> prepare(
            EventSourceContext<NamespaceCertificateBundle> context, Consumer<ResourceID> again) {
        if (shard.seesOthers()) {
            InformerEventSource<NamespaceCertificateBundle, NamespaceCertificateBundle> all = watch(context);
            index(all);
            return all;
        }
        index((ManagedInformerEventSource<NamespaceCertificateBundle, NamespaceCertificateBundle, ?>)
                context.getPrimaryCache());
        return new OwnChanges<>(
                Claimants::changesClaim, changed -> rivalsToReconcile(changed).forEach(again));
    }

    private void index(ManagedInformerEventSource<NamespaceCertificateBundle, NamespaceCertificateBundle, ?> watched) {
        Indexes.add(watched, BY_TEMPORAL_NAMESPACE, Claim::keys);
        bundles = watched;
    }

    private InformerEventSource<NamespaceCertificateBundle, NamespaceCertificateBundle> watch(
            EventSourceContext<NamespaceCertificateBundle> context) {
        var builder = InformerEventSourceConfiguration.from(
                        NamespaceCertificateBundle.class, NamespaceCertificateBundle.class)
                .withName("claimants")
                .withSecondaryToPrimaryMapper(this::rivalsToReconcile)
                .withPrimaryToSecondaryMapper(bundle -> Set.of()) // looked up by index instead
                .withInformerListLimit(BundleReconciler.PAGE)
                .withOnUpdateFilter(Claimants::changesClaim)
                .withComparableResourceVersion(false);
        var namespaces = shard.claimsBeyondNamespaces()
                ? builder.withNamespaces(Constants.WATCH_ALL_NAMESPACE_SET)
                : builder.withNamespacesInheritedFromController();
        return new InformerEventSource<>(
                CachePerInformer.of(
                        namespaces.build(), () -> ReducedObjects.claim(added, removed, ConditionTypes.CLAIMED)),
                context);
    }

    /** Which bundle claims the Temporal Namespace of a bundle. */
    Claim of(NamespaceCertificateBundle bundle) {
        return claims.of(bundle, rivals(bundle));
    }

    /** A hash of the bundles that claim the Temporal Namespace of a bundle. */
    int inputs(NamespaceCertificateBundle bundle) {
        return rivals(bundle).stream()
                .mapToInt(rival -> rival.getMetadata().getUid().hashCode())
                .sum();
    }

    /** Removes a deleted bundle. */
    void forget(NamespaceCertificateBundle bundle) {
        claims.forget(bundle);
    }

    private static boolean changesClaim(NamespaceCertificateBundle now, NamespaceCertificateBundle before) {
        return !Claim.keys(now).equals(Claim.keys(before))
                || !Objects.equals(
                        now.getMetadata().getUid(), before.getMetadata().getUid());
    }

    /** The bundles to reconcile: all claimants if the holder of the name changed, else only the new claimant. */
    private Set<ResourceID> rivalsToReconcile(NamespaceCertificateBundle changed) {
        Set<ResourceID> affected = new HashSet<>();
        for (String name : Claim.keys(changed)) {
            List<NamespaceCertificateBundle> rivals = bundles.byIndex(BY_TEMPORAL_NAMESPACE, name);
            if (hasAnotherWinner(name)) {
                affected.addAll(Keys.allBut(changed, rivals));
            } else if (rivals.size() > 1) {
                affected.add(ResourceID.fromResource(changed));
            }
        }
        affected.removeIf(id -> !known.isOwn(Keys.of(id)).orElse(true));
        Causes.of(changed, BundleReconciler.KIND, affected);
        return Claim.keys(changed).stream()
                .findFirst()
                .map(name -> wakeUps.atOnce("claim of " + name, affected))
                .orElse(affected);
    }

    private boolean hasAnotherWinner(String temporalNamespace) {
        AtomicBoolean another = new AtomicBoolean();
        winners.compute(temporalNamespace, (name, before) -> {
            String now = claims.winner(name, bundles.byIndex(BY_TEMPORAL_NAMESPACE, name).stream())
                    .map(winner -> winner.getMetadata().getUid())
                    .orElse(null);
            another.set(!Objects.equals(before, now));
            return now;
        });
        return another.get();
    }

    private List<NamespaceCertificateBundle> rivals(NamespaceCertificateBundle bundle) {
        return Claim.keys(bundle).stream()
                .flatMap(key -> bundles.byIndex(BY_TEMPORAL_NAMESPACE, key).stream())
                .toList();
    }
}
