package dev.namespacecerts.cli;

import dev.namespacecerts.cloud.CloudCalls;
import dev.namespacecerts.cloud.CloudFinalizer;
import dev.namespacecerts.cloud.Connections;
import dev.namespacecerts.cloud.Synchronizer;
import dev.namespacecerts.connection.ApiClientFactory;
import dev.namespacecerts.connection.ApiServerContact;
import dev.namespacecerts.connection.Leadership;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.json.ApiServerJson;
import dev.namespacecerts.json.MetadataOnly;
import dev.namespacecerts.report.EventRecorder;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.seal.SealKey;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.settings.ClaimScope;
import dev.namespacecerts.settings.CloudHosts;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.settings.LabelSelector;
import dev.namespacecerts.settings.Shard;
import dev.namespacecerts.settings.SharedConnections;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.watch.KeepsReduced;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Beans that are injected into the reconcilers: clients, clock, rules and configuration. */
class OperatorBeans {
    @Produces
    @Singleton
    DemoIssuer demoIssuer() {
        return new DemoIssuer(new SecureRandom());
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Replaces the client of Quarkus. This one writes only while this replica leads, detects dead connections, and requests only
     * metadata where that is enough.
     */
    @Produces
    @ApplicationScoped
    KubernetesClient kubernetesClient(
            KubernetesSerialization serialization,
            Config config,
            Vertx vertx,
            Leadership leadership,
            ApiServerContact contact) {
        ApiServerJson.register(serialization);
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization)
                .withConfig(config)
                .withHttpClientFactory(ApiClientFactory.create(vertx, leadership, contact))
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("metadata-only", new MetadataOnly()))
                .build();
    }

    void close(@Disposes KubernetesClient client) {
        client.close();
    }

    @Produces
    @Singleton
    Seals seals(KubernetesClient client, @ConfigProperty(name = "namespacecerts.seal") Optional<String> secret) {
        return new Seals(new SealKey(client, secret, new SecureRandom()));
    }

    @Produces
    @Singleton
    BundleJudge bundleJudge(
            @ConfigProperty(name = "namespacecerts.certificate-limit", defaultValue = "25") int certificateLimit) {
        return new BundleJudge(
                new BundleLimits(certificateLimit, BundleLimits.TEMPORAL_CLOUD.bytes()),
                WellKnownAuthorities.bundled());
    }

    /**
     * Replaces the operator of Quarkus, whose shutdown hook runs concurrently with that of Quarkus itself. Only {@link
     * OperatorLifecycle} stops this one.
     */
    @Produces
    @Singleton
    Operator operator(
            QuarkusConfigurationService configuration, @Any Instance<KeepsReduced<? extends HasMetadata>> reconcilers) {
        FairConfiguration fair = new FairConfiguration(configuration);
        Operator operator = new Operator(fair);
        reconcilers.forEach(reconciler -> register(operator, fair, reconciler));
        return operator;
    }

    private static <P extends HasMetadata> void register(
            Operator operator, FairConfiguration configuration, KeepsReduced<P> reconciler) {
        operator.register(reconciler, configuration.of(reconciler));
    }

    @Produces
    @Singleton
    Connections connections(
            KubernetesClient client,
            @ConfigProperty(name = CloudHosts.SETTING, defaultValue = CloudHosts.DEFAULT) String hosts,
            @ConfigProperty(name = SharedConnections.SETTING) Optional<String> shared,
            @ConfigProperty(name = SharedConnections.NAMESPACE_SETTING) Optional<String> ownNamespace) {
        return new Connections(
                client,
                CloudHosts.parse(hosts),
                shared.map(SharedConnections::parse).orElse(SharedConnections.NONE),
                ownNamespace);
    }

    @Produces
    @Singleton
    CloudCalls cloudCalls(
            MeterRegistry registry,
            @ConfigProperty(name = "namespacecerts.cloud-requests-per-second", defaultValue = "10") int perSecond,
            @ConfigProperty(name = "namespacecerts.cloud-operations", defaultValue = "4") int operations) {
        return new CloudCalls(registry, perSecond, operations);
    }

    void close(@Disposes CloudCalls calls) {
        calls.close();
    }

    @Produces
    @Singleton
    CloudFinalizer cloudFinalizer(
            KubernetesClient client, @ConfigProperty(name = Feature.CLOUD, defaultValue = "Enabled") Feature feature) {
        return new CloudFinalizer(client, feature);
    }

    @Produces
    @Singleton
    Synchronizer synchronizer(
            Connections connections,
            CloudCalls calls,
            @ConfigProperty(name = Feature.CLOUD, defaultValue = "Enabled") Feature feature,
            Seals seals,
            EventRecorder events,
            MeterRegistry registry,
            Clock clock) {
        return new Synchronizer(connections, calls, feature, seals, events, registry, new SecureRandom(), clock);
    }

    @Produces
    @Singleton
    Shard shard(
            @ConfigProperty(name = StartSettings.NAMESPACES) Optional<List<String>> namespaces,
            @ConfigProperty(name = Shard.SELECTOR) Optional<String> selector,
            @ConfigProperty(name = ClaimScope.SETTING, defaultValue = "Watched") ClaimScope claimScope) {
        return new Shard(
                namespaces.stream().flatMap(List::stream).map(String::strip).collect(Collectors.toSet()),
                selector.map(LabelSelector::parse).orElse(LabelSelector.ALL),
                claimScope);
    }

    @Produces
    @Singleton
    TemporalNamespaces temporalNamespaces(@ConfigProperty(name = TemporalNamespaces.SETTING) Optional<String> setting) {
        return setting.map(TemporalNamespaces::parse).orElse(TemporalNamespaces.ANY);
    }
}
