package dev.namespacecerts.cli;

import dev.namespacecerts.queue.FairExecutor;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkiverse.operatorsdk.runtime.config.OverriddenConfigurationService;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import org.slf4j.MDC;

/** The SDK's configuration as Quarkus has it, with a {@link FairExecutor} in place of one queue for all. */
final class FairConfiguration extends OverriddenConfigurationService {
    /** Set by the SDK on the thread that hands a reconciliation over, which its Runnable does not tell. */
    private static final String NAMESPACE = "resource.namespace";

    /** Of a reconciliation most time goes by waiting for the API server; more threads than these need more memory only. */
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

    private static FairExecutor executor() {
        int processors = Runtime.getRuntime().availableProcessors();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new FairExecutor(
                Math.max(FEWEST_THREADS, THREADS_PER_PROCESSOR * processors),
                processors,
                () -> Objects.requireNonNullElse(MDC.get(NAMESPACE), ""),
                threads::getCurrentThreadCpuTime);
    }

    // The class above leaves these two to defaults of the SDK's: a client and a cloner of its own.

    @Override
    public KubernetesClient getKubernetesClient() {
        return configuration.getKubernetesClient();
    }

    @Override
    public Cloner getResourceCloner() {
        return configuration.getResourceCloner();
    }
}
