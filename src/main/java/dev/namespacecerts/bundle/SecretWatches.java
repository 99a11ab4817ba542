package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.ClientReference;
import dev.namespacecerts.api.v1alpha1.ClientSelector;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.ReadableSecrets;
import dev.namespacecerts.publish.Target;
import dev.namespacecerts.queue.WakeUps;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.watch.CachePerInformer;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.watch.Indexes;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.OwnedObjects;
import dev.namespacecerts.watch.RecentSecrets;
import dev.namespacecerts.watch.ReducingStore;
import dev.namespacecerts.watch.SecretStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The watches of the Secrets that may be read: those of type {@code kubernetes.io/tls} and those with the source label. Their
 * certificates are cached, so that clients can be validated at any time; their keys never are. Of TLS Secrets that no bundle
 * uses, not even the certificates are cached. Secrets that the operator
 * created are watched too, so that it notices edits and deletions.
 */
final class SecretWatches {
    private static final String BY_OWNER = "owner";

    /** The informer has an index by namespace too, but one with gaps: see {@link Indexes}. */
    private static final String BY_NAMESPACE = "namespaceWithoutGaps";

    private static final String PUBLISHED_TYPE = "Opaque";

    /** Page size of lists: even with a megabyte per Secret, a page fits into the memory. */
    private static final long MOST_IN_A_PAGE = 20;

    /** With more comparisons of selectors with Secrets, missed changes of selected Secrets are left to the periodic resync. */
    private static final int MOST_COMPARED = 10_000;

    private final Selections selections = new Selections();
    private final RecentSecrets recent;
    private final WakeUps<ResourceID> wakeUps;
    private final Collection<SecretStore> tlsSecrets = new ConcurrentLinkedQueue<>();
    private UnreadSecrets unread;
    private SecretUsers users;
    private List<InformerEventSource<CertificateOnlySecret, NamespaceCertificateBundle>> readable;
    private List<InformerEventSource<CertificateOnlySecret, NamespaceCertificateBundle>> managed;

    SecretWatches(RecentSecrets recent, WakeUps<ResourceID> wakeUps) {
        this.recent = recent;
        this.wakeUps = wakeUps;
    }

    List<InformerEventSource<CertificateOnlySecret, NamespaceCertificateBundle>> prepare(
            EventSourceContext<NamespaceCertificateBundle> context) {
        // Else the watch would deserialize the whole Secret first.
        context.getClient().getKubernetesSerialization().registerKubernetesResource(CertificateOnlySecret.class);
        unread = new UnreadSecrets(context.getClient(), read -> tlsSecrets.forEach(cache -> cache.keep(read)));
        users = new SecretUsers(context.getPrimaryCache(), selections);
        FieldSelector forTls = new FieldSelectorBuilder()
                .withField("type", ReadableSecrets.TLS_TYPE)
                .build();
        FieldSelector notForTls = new FieldSelectorBuilder()
                .withoutField("type", ReadableSecrets.TLS_TYPE)
                .build();
        var tls = watch(
                "tls-secrets",
                context,
                builder -> CachePerInformer.of(builder.withFieldSelector(forTls).build(), this::newTlsCache));
        var labelled = watch(
                "source-secrets",
                context,
                builder -> CachePerInformer.of(
                        builder.withFieldSelector(notForTls)
                                .withLabelSelector(ReadableSecrets.SOURCE_LABEL + "=true")
                                .build(),
                        ReducingStore::whole));
        var others = watch(
                "managed-secrets",
                context,
                builder -> CachePerInformer.of(
                        builder.withFieldSelector(notForTls)
                                .withLabelSelector(OwnedObjects.LABEL + "=true")
                                .build(),
                        ReducingStore::whole));
        readable = List.of(tls, labelled);
        managed = List.of(tls, others);
        readable.forEach(watch -> Indexes.add(watch, BY_NAMESPACE, Cache::metaNamespaceIndexFunc));
        managed.forEach(watch -> Indexes.add(watch, BY_OWNER, secret -> OwnedObjects.keys(secret.getMetadata())));
        return List.of(tls, labelled, others);
    }

    private SecretStore newTlsCache() {
        SecretStore cache = new SecretStore(this::isUsed);
        tlsSecrets.add(cache);
        return cache;
    }

    /** The Secrets that were created for a bundle, from the cache. */
    List<CertificateOnlySecret> ownedBy(NamespaceCertificateBundle bundle) {
        return managed.stream()
                .flatMap(watch -> watch.byIndex(BY_OWNER, OwnedObjects.key(bundle)).stream())
                .filter(secret -> OwnedObjects.by(bundle, secret.getMetadata()))
                .toList();
    }

    /** Whether the cache has the version of a Secret that was read from the API server. */
    boolean isCached(HasMetadata read) {
        return readable.stream().anyMatch(watch -> Keys.isSame(watch, read));
    }

    /**
     * A hash of the versions of the Secrets of a bundle: those that it names, owns, and selects. Selected ones only if that is
     * cheap, because this is computed for all bundles every minute.
     */
    int inputs(NamespaceCertificateBundle bundle) {
        Stream<CertificateOnlySecret> named = SecretUsers.named(bundle).stream()
                .flatMap(key -> Stream.of(readable, managed)
                        .flatMap(List::stream)
                        .distinct()
                        .flatMap(watch -> watch.get(Keys.id(key)).stream()));
        List<ClientSelector> selectors = SecretUsers.selectors(bundle).toList();
        String namespace = bundle.getMetadata().getNamespace();
        Stream<CertificateOnlySecret> selected =
                !selectors.isEmpty() && selectors.size() * secretsOf(namespace).count() <= MOST_COMPARED
                        ? selected(namespace, selectors)
                        : Stream.empty();
        return Keys.versions(
                Stream.of(named, selected, ownedBy(bundle).stream()).flatMap(secrets -> secrets));
    }

    private Stream<CertificateOnlySecret> secretsOf(String namespace) {
        return readable.stream().flatMap(watch -> watch.byIndex(BY_NAMESPACE, namespace).stream());
    }

    private Stream<CertificateOnlySecret> selected(String namespace, List<ClientSelector> selectors) {
        return secretsOf(namespace)
                .filter(secret -> selectors.stream().anyMatch(selector -> selector.matches(secret.labels())));
    }

    /** The Secrets that the bundle was published to. */
    Stream<Target> publishedFor(NamespaceCertificateBundle bundle) {
        return ownedBy(bundle).stream()
                .filter(secret -> PUBLISHED_TYPE.equals(secret.getType()))
                .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
                .map(secret -> Target.object(
                        PublishedObject.Kind.Secret, secret.getMetadata().getName()));
    }

    /** Removes a deleted bundle. */
    void forget(String bundleKey) {
        selections.forget(Keys.id(bundleKey));
    }

    /**
     * The Secrets of a bundle's clients, in the order of their names: those it names, missing or not, and those selected.
     * At most 1,000 of each.
     */
    List<ClientSecret> clientsOf(NamespaceCertificateBundle bundle) {
        String namespace = bundle.getMetadata().getNamespace();
        Map<String, ClientSecret> clients = new TreeMap<>();
        bundle.getSpec().clients().stream()
                .map(ClientReference::secretName)
                .filter(Objects::nonNull)
                .forEach(name -> clients.put(name, named(namespace, name)));
        clients.putAll(selected(bundle));
        return List.copyOf(clients.values());
    }

    private Map<String, ClientSecret> selected(NamespaceCertificateBundle bundle) {
        List<ClientSelector> selectors = SecretUsers.selectors(bundle).toList();
        String namespace = bundle.getMetadata().getNamespace();
        return selections.settled(bundle, () -> selectors.isEmpty() ? Map.of() : select(namespace, selectors));
    }

    private Map<String, ClientSecret> select(String namespace, List<ClientSelector> selectors) {
        TreeMap<String, CertificateOnlySecret> selected = new TreeMap<>();
        selected(namespace, selectors)
                .forEach(secret -> selected.put(secret.getMetadata().getName(), secret));
        while (selected.size() > BundleObjects.MOST_SELECTED) {
            selected.pollLastEntry();
        }
        return unread.read(namespace, selected, selectors);
    }

    private ClientSecret named(String namespace, String name) {
        return find(namespace, name)
                .flatMap(unread::read)
                .map(CertificateOnlySecret::client)
                .orElseGet(() -> ClientSecret.missing(name));
    }

    private Optional<CertificateOnlySecret> find(String namespace, String name) {
        ResourceID id = new ResourceID(name, namespace);
        return readable.stream().flatMap(watch -> watch.get(id).stream()).findFirst();
    }

    private InformerEventSource<CertificateOnlySecret, NamespaceCertificateBundle> watch(
            String name,
            EventSourceContext<NamespaceCertificateBundle> context,
            Function<
                            InformerEventSourceConfiguration.Builder<CertificateOnlySecret>,
                            InformerEventSourceConfiguration<CertificateOnlySecret>>
                    settings) {
        return new InformerEventSource<>(
                settings.apply(InformerEventSourceConfiguration.from(
                                CertificateOnlySecret.class, NamespaceCertificateBundle.class)
                        .withName(name)
                        .withSecondaryToPrimaryMapper(this::affected)
                        .withOnDeleteFilter((secret, unknown) -> {
                            recent.deleted(secret);
                            return true;
                        })
                        .withPrimaryToSecondaryMapper(bundle -> Set.of()) // looked up by index instead
                        .withInformerListLimit(MOST_IN_A_PAGE)
                        .withComparableResourceVersion(false)
                        .withNamespacesInheritedFromController()),
                context);
    }

    private Set<ResourceID> affected(CertificateOnlySecret secret) {
        Set<ResourceID> affected = users.of(secret);
        Causes.of(secret, BundleReconciler.KIND, affected);
        return wakeUps.atOnce(secret.getMetadata().getNamespace(), affected);
    }

    private boolean isUsed(CertificateOnlySecret secret) {
        return OwnedObjects.isManaged(secret.getMetadata())
                || !OwnedObjects.keys(secret.getMetadata()).isEmpty()
                || !users.of(secret).isEmpty();
    }
}
