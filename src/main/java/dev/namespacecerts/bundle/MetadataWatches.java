package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.cloud.Connections;
import dev.namespacecerts.cloud.Synchronizer;
import dev.namespacecerts.publish.Target;
import dev.namespacecerts.queue.WakeUps;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.MetadataOnlyConfigMap;
import dev.namespacecerts.watch.MetadataOnlySecret;
import dev.namespacecerts.watch.OwnedObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The watches of objects whose content is not kept: a change only triggers the reconciliation of the affected bundles. */
final class MetadataWatches {
    private static final String BY_CONFIG_MAP = "configMap";
    private static final String BY_CONNECTION = "connection";
    private static final String BY_OWNER = "owner";
    private static final long PAGE = 50;

    private final Synchronizer synchronizer;
    private final WakeUps<ResourceID> wakeUps;
    private InformerEventSource<MetadataOnlyConfigMap, NamespaceCertificateBundle> configMaps;

    /** @param synchronizer is told of the bundles whose connection changed */
    MetadataWatches(Synchronizer synchronizer, WakeUps<ResourceID> wakeUps) {
        this.synchronizer = synchronizer;
        this.wakeUps = wakeUps;
    }

    List<EventSource<?, NamespaceCertificateBundle>> prepare(EventSourceContext<NamespaceCertificateBundle> context) {
        configMaps = configMaps(context);
        return List.of(configMaps, connections(context));
    }

    /** The ConfigMaps that were published for a bundle. */
    Stream<Target> publishedFor(NamespaceCertificateBundle bundle) {
        return configMaps.byIndex(BY_OWNER, OwnedObjects.key(bundle)).stream()
                .filter(map -> OwnedObjects.by(bundle, map.getMetadata()))
                .filter(map -> map.getMetadata().getDeletionTimestamp() == null)
                .map(map -> Target.object(
                        PublishedObject.Kind.ConfigMap, map.getMetadata().getName()));
    }

    /** Whether the cache has the version of a ConfigMap that was read from the API server. */
    boolean isCached(HasMetadata read) {
        return Keys.isSame(configMaps, read);
    }

    /** A hash of the versions of the ConfigMaps of a bundle: sources, target and earlier targets. */
    int inputs(NamespaceCertificateBundle bundle) {
        return Keys.versions(Stream.concat(
                namedConfigMaps(bundle).stream().flatMap(key -> configMaps.get(Keys.id(key)).stream()),
                configMaps.byIndex(BY_OWNER, OwnedObjects.key(bundle)).stream()));
    }

    private InformerEventSource<MetadataOnlyConfigMap, NamespaceCertificateBundle> configMaps(
            EventSourceContext<NamespaceCertificateBundle> context) {
        IndexerResourceCache<NamespaceCertificateBundle> bundles = context.getPrimaryCache();
        bundles.addIndexer(BY_CONFIG_MAP, MetadataWatches::namedConfigMaps);
        InformerEventSource<MetadataOnlyConfigMap, NamespaceCertificateBundle> watch = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(MetadataOnlyConfigMap.class, NamespaceCertificateBundle.class)
                        .withName("configmaps")
                        .withSecondaryToPrimaryMapper(configMap -> wakeUps.atOnce(
                                configMap.getMetadata().getNamespace(),
                                Causes.of(
                                        configMap, BundleReconciler.KIND, affected(bundles, BY_CONFIG_MAP, configMap))))
                        .withPrimaryToSecondaryMapper(bundle -> Set.of()) // looked up by index instead
                        .withInformerListLimit(PAGE)
                        .withComparableResourceVersion(false)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
        watch.addIndexer(BY_OWNER, configMap -> OwnedObjects.keys(configMap.getMetadata()));
        return watch;
    }

    /**
     * Without content, because a connection has an API key. Shared connections are among those of the watched Kubernetes
     * namespaces if the operator watches its own.
     */
    private InformerEventSource<MetadataOnlySecret, NamespaceCertificateBundle> connections(
            EventSourceContext<NamespaceCertificateBundle> context) {
        IndexerResourceCache<NamespaceCertificateBundle> bundles = context.getPrimaryCache();
        bundles.addIndexer(
                BY_CONNECTION,
                bundle -> synchronizer.connection(bundle).stream().toList());
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(MetadataOnlySecret.class, NamespaceCertificateBundle.class)
                        .withName("connections")
                        .withLabelSelector(Connections.LABEL + "=true")
                        .withSecondaryToPrimaryMapper(connection -> {
                            Set<ResourceID> affected = affected(bundles, BY_CONNECTION, connection);
                            Causes.of(connection, BundleReconciler.KIND, affected);
                            affected.forEach(bundle -> synchronizer.connectionChanged(
                                    Keys.of(bundle.getNamespace().orElseThrow(), bundle.getName())));
                            return wakeUps.atOnce(connection.getMetadata().getNamespace(), affected);
                        })
                        .withPrimaryToSecondaryMapper(bundle -> Set.of()) // looked up by index instead
                        .withInformerListLimit(PAGE)
                        .withComparableResourceVersion(false)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    private static Set<ResourceID> affected(
            IndexerResourceCache<NamespaceCertificateBundle> bundles, String index, HasMetadata changed) {
        return bundles.byIndex(index, Keys.of(changed)).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    /** The ConfigMaps that are sources of a bundle, and its target. */
    private static List<String> namedConfigMaps(NamespaceCertificateBundle bundle) {
        PublishSpec publish = bundle.getSpec().publish();
        Stream<ConfigMapKey> sources = bundle.getSpec().certificates().stream().map(CertificateSource::configMap);
        Stream<ConfigMapKey> target = Stream.ofNullable(publish).map(PublishSpec::configMap);
        return Stream.concat(sources, target)
                .filter(Objects::nonNull)
                .map(ConfigMapKey::name)
                .distinct()
                .map(name -> Keys.of(bundle.getMetadata().getNamespace(), name))
                .toList();
    }
}
