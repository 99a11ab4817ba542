package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.ClientReference;
import dev.namespacecerts.api.v1alpha1.ClientSelector;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.Owned;
import dev.namespacecerts.watch.Pruned;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The Secrets that may be read: those of type {@code kubernetes.io/tls} and those labelled as sources. Their certificates
 * are kept, so that clients can be judged at any time; their keys never are. Those that the operator made are watched too,
 * so that it sees when someone edits or deletes them.
 */
final class SecretWatches {
    private static final String BY_NAME = "secret";
    private static final String BY_SELECTING = "selecting";
    private static final String CHAIN = "tls.crt";

    private final Selections selections = new Selections();
    private IndexerResourceCache<NamespaceCertificateBundle> bundles;
    private List<InformerEventSource<Secret, NamespaceCertificateBundle>> readable;

    List<InformerEventSource<Secret, NamespaceCertificateBundle>> prepare(
            EventSourceContext<NamespaceCertificateBundle> context) {
        bundles = context.getPrimaryCache();
        bundles.addIndexer(BY_NAME, SecretWatches::namedSecrets);
        bundles.addIndexer(
                BY_SELECTING,
                bundle -> selectors(bundle).findAny().stream()
                        .map(selector -> bundle.getMetadata().getNamespace())
                        .toList());
        readable = List.of(
                watch(
                        "tls-secrets",
                        context,
                        builder -> builder.withFieldSelector(new FieldSelectorBuilder()
                                .withField("type", ReadableSecrets.TLS_TYPE)
                                .build())),
                watch(
                        "source-secrets",
                        context,
                        builder -> builder.withLabelSelector(ReadableSecrets.SOURCE_LABEL + "=true")));
        List<InformerEventSource<Secret, NamespaceCertificateBundle>> all = new ArrayList<>(readable);
        all.add(watch("managed-secrets", context, builder -> builder.withLabelSelector(Owned.LABEL + "=true")));
        return all;
    }

    /** The Secrets of a bundle's clients, in the order of their names: those it names, missing or not, and those selected. */
    List<ClientSecret> clientsOf(NamespaceCertificateBundle bundle) {
        String namespace = bundle.getMetadata().getNamespace();
        Map<String, ClientSecret> clients = new TreeMap<>();
        for (ClientReference client : bundle.getSpec().clients()) {
            if (client.secretName() != null) {
                clients.put(client.secretName(), named(namespace, client.secretName()));
            }
        }
        Set<String> selected = new HashSet<>();
        List<ClientSelector> selectors = selectors(bundle).toList();
        if (!selectors.isEmpty()) {
            readable.stream()
                    .flatMap(watch -> watch.byIndex(Cache.NAMESPACE_INDEX, namespace).stream())
                    .filter(secret -> selectors.stream()
                            .anyMatch(selector ->
                                    selector.matches(secret.getMetadata().getLabels())))
                    .forEach(secret -> {
                        selected.add(Keys.of(secret));
                        clients.put(secret.getMetadata().getName(), client(secret));
                    });
        }
        selections.remember(bundle, selected);
        return List.copyOf(clients.values());
    }

    private ClientSecret named(String namespace, String name) {
        return find(namespace, name).map(SecretWatches::client).orElseGet(() -> ClientSecret.missing(name));
    }

    private Optional<Secret> find(String namespace, String name) {
        ResourceID id = new ResourceID(name, namespace);
        return readable.stream().flatMap(watch -> watch.get(id).stream()).findFirst();
    }

    private static ClientSecret client(Secret kept) {
        String chain = kept.getData() == null ? null : kept.getData().get(CHAIN);
        return new ClientSecret(
                kept.getMetadata().getName(),
                chain == null ? null : Base64.getDecoder().decode(chain),
                Pruned.keyMatch(kept));
    }

    private InformerEventSource<Secret, NamespaceCertificateBundle> watch(
            String name,
            EventSourceContext<NamespaceCertificateBundle> context,
            UnaryOperator<InformerEventSourceConfiguration.Builder<Secret>> selection) {
        return new InformerEventSource<>(
                selection
                        .apply(InformerEventSourceConfiguration.from(Secret.class, NamespaceCertificateBundle.class)
                                .withName(name)
                                .withSecondaryToPrimaryMapper(this::concerned)
                                .withItemStore(Pruned.clientSecret())
                                .withComparableResourceVersion(false)
                                .withNamespacesInheritedFromController())
                        .build(),
                context);
    }

    /** The bundles that name a Secret, that select it, or that had selected it before it changed. */
    private Set<ResourceID> concerned(Secret secret) {
        Set<ResourceID> concerned = new HashSet<>();
        for (ResourceID bundle : selections.of(Keys.of(secret))) {
            if (bundles.get(bundle).isPresent()) {
                concerned.add(bundle);
            } else {
                selections.forget(bundle);
            }
        }
        bundles.byIndex(BY_NAME, Keys.of(secret)).forEach(bundle -> concerned.add(ResourceID.fromResource(bundle)));
        bundles.byIndex(BY_SELECTING, secret.getMetadata().getNamespace()).stream()
                .filter(bundle -> selectors(bundle)
                        .anyMatch(selector ->
                                selector.matches(secret.getMetadata().getLabels())))
                .forEach(bundle -> concerned.add(ResourceID.fromResource(bundle)));
        return concerned;
    }

    private static Stream<ClientSelector> selectors(NamespaceCertificateBundle bundle) {
        return bundle.getSpec().clients().stream()
                .map(ClientReference::selector)
                .filter(Objects::nonNull);
    }

    private static List<String> namedSecrets(NamespaceCertificateBundle bundle) {
        NamespaceCertificateBundleSpec spec = bundle.getSpec();
        Stream<String> sources = spec.certificates().stream()
                .filter(source -> source.secret() != null)
                .map(source -> source.secret().name());
        Stream<String> clients = spec.clients().stream().map(ClientReference::secretName);
        Stream<String> target = Stream.ofNullable(spec.publish())
                .map(PublishSpec::secret)
                .filter(Objects::nonNull)
                .map(SecretKey::name);
        return Stream.of(sources, clients, target)
                .flatMap(names -> names)
                .filter(Objects::nonNull)
                .distinct()
                .map(name -> Keys.of(bundle.getMetadata().getNamespace(), name))
                .toList();
    }
}
