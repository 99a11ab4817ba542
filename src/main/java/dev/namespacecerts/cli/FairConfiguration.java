package dev.namespacecerts.cli;

import dev.namespacecerts.queue.FairExecutor;
import dev.namespacecerts.watch.CachePerInformer;
import dev.namespacecerts.watch.KeepsReduced;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusControllerConfiguration;
import io.quarkiverse.operatorsdk.runtime.config.OverriddenConfigurationService;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import org.slf4j.MDC;

/** The SDK's configuration from Quarkus, with a {@link FairExecutor} instead of a single queue. */
final class FairConfiguration extends OverriddenConfigurationService {
    /** MDC key that the SDK sets on the thread that submits a reconciliation; the Runnable does not expose the namespace. */
    private static final String NAMESPACE = "resource.namespace";

    /** A reconciliation mostly waits for the API server. More threads would only need more memory. */
    private static final int THREADS_PER_PROCESSOR = 4;

    private static final int FEWEST_THREADS = 16;

    private final QuarkusConfigurationService configuration;

    FairConfiguration(QuarkusConfigurationService configuration) {
        super(
                configuration,
                ConfigurationService.newOverriddenConfigurationService(
                        configuration, overrider -> overrider.withExecutorService(executor())));
        this.configuration = configuration;
    }

    /** The configuration of a controller, with a cache for each informer. */
    <P extends HasMetadata> ControllerConfiguration<P> of(KeepsReduced<P> reconciler) {
        QuarkusControllerConfiguration<P> given = configuration.getConfigurationFor(reconciler);
        QuarkusControllerConfiguration<P> own = new QuarkusControllerConfiguration<>(
                new CachePerInformer<>(given.getInformerConfig(), reconciler::newCache),
                given.getName(),
                given.isGenerationAware(),
                given.getAssociatedReconcilerClassName(),
                given.getRetry(),
                given.getRateLimiter(),
                given.maxReconciliationInterval().orElseThrow(),
                given.getFinalizerName(),
                given.fieldManager(),
                given.getWorkflow(),
                given.getResourceTypeName(),
                given.getResourceClass());
        own.setParent(this); // else the controller keeps using the single queue
        return own;
    }

    private static FairExecutor executor() {
        int processors = Runtime.getRuntime().availableProcessors();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new FairExecutor(
                Math.max(FEWEST_THREADS, THREADS_PER_PROCESSOR * processors),
                processors,
                () -> Objects.requireNonNullElse(MDC.get(NAMESPACE), ""),
                threads::getCurrentThreadCpuTime);
    }

    // Without these overrides, the superclass would create its own client and its own cloner.

    @Override
    public KubernetesClient getKubernetesClient() {
        return configuration.getKubernetesClient();
    }

    /** Reconcilers change nothing that they are given, so they need no copy, which would go by way of JSON. */
    @Override
    public Cloner getResourceCloner() {
        return new Cloner() {
            @Override
            public <R extends HasMetadata> R clone(R object) {
                return object;
            }
        };
    }
}
