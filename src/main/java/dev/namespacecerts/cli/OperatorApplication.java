package dev.namespacecerts.cli;

import dev.namespacecerts.filter.KnownBundles;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.settings.Shard;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Startup;
import org.jboss.logging.Logger;

/** The process of the operator: runs the preflight checks, starts, logs its addresses, and waits for the shutdown. */
class OperatorApplication implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("namespacecerts");

    private final OperatorLifecycle lifecycle;
    private final KubernetesClient client;
    private final HttpServer server;
    private final MeterRegistry registry;
    private final StartupStatus startup;
    private final Optional<List<String>> namespaces;
    private final Shard shard;
    private final KnownBundles bundles;
    private final Feature demo;

    OperatorApplication(
            OperatorLifecycle lifecycle,
            KubernetesClient client,
            HttpServer server,
            MeterRegistry registry,
            @Startup StartupStatus startup,
            @ConfigProperty(name = "namespacecerts.namespaces") Optional<List<String>> namespaces,
            Shard shard,
            KnownBundles bundles,
            @ConfigProperty(name = Feature.DEMO, defaultValue = "Enabled") Feature demo) {
        this.lifecycle = lifecycle;
        this.client = client;
        this.server = server;
        this.registry = registry;
        this.startup = startup;
        this.namespaces = namespaces;
        this.shard = shard;
        this.bundles = bundles;
        this.demo = demo;
    }

    @Override
    public int run(String... args) {
        try {
            new Preflight(client.getConfiguration(), namespaces.orElse(List.of()), shard, demo).check();
        } catch (StartFailure e) {
            LOG.fatal(e.getMessage());
            return 1;
        }
        Gauge.builder("namespacecerts.build.info", () -> 1)
                .description("Version of the operator and of Java; the value is always 1")
                .tags("version", ProgramVersion.current(), "java", System.getProperty("java.version"))
                .register(registry);
        OldGeneration.watch();
        NativeSignatures.load();
        lifecycle.start();
        startup.started();
        LOG.infof(
                "Watching NamespaceCertificateBundles and CertificateFilters in %s of %s",
                namespaces
                        .map(names -> "the Kubernetes namespaces " + String.join(", ", names))
                        .orElse("all Kubernetes namespaces"),
                client.getConfiguration().getMasterUrl());
        if (shard.seesOthers()) {
            logOthers();
        }
        String base = "http://localhost:" + server.getPort();
        LOG.infof("Health: %s/q/health  Metrics: %s/q/metrics", base, base);
        Quarkus.waitForExit();
        return 0;
    }

    private void logOthers() {
        LOG.infof(
                "Reconciling the %d bundles%s, and leaving %d to other releases of the operator",
                bundles.count(true),
                shard.selector().selectsAll()
                        ? " of these Kubernetes namespaces"
                        : " that " + shard.selector().text() + " selects",
                bundles.count(false));
        if (bundles.neverReconciled() > 0) {
            LOG.warnf(
                    "%d of these were never reconciled. Find them with kubectl get ncb -A, and see that"
                            + " exactly one release selects each (docs/shards.md)",
                    bundles.neverReconciled());
        }
    }
}
