package dev.namespacecerts.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The operator as a process: checks what it needs, starts, says where it is, and waits for the end. */
class OperatorApplication implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("namespacecerts");

    private final Operator operator;
    private final KubernetesClient client;
    private final HttpServer server;
    private final Optional<List<String>> namespaces;

    OperatorApplication(
            Operator operator,
            KubernetesClient client,
            HttpServer server,
            @ConfigProperty(name = "namespacecerts.namespaces") Optional<List<String>> namespaces) {
        this.operator = operator;
        this.client = client;
        this.server = server;
        this.namespaces = namespaces;
    }

    @Override
    public int run(String... args) {
        try {
            new Preflight(client.getConfiguration(), namespaces.orElse(List.of())).check();
        } catch (StartFailure e) {
            LOG.fatal(e.getMessage());
            return 1;
        }
        operator.start();
        LOG.infof(
                "Watching NamespaceCertificateBundles and CertificateFilters in %s of %s",
                namespaces
                        .map(names -> "the Kubernetes namespaces " + String.join(", ", names))
                        .orElse("all Kubernetes namespaces"),
                client.getConfiguration().getMasterUrl());
        String base = "http://localhost:" + server.getPort();
        LOG.infof("Health: %s/q/health  Metrics: %s/q/metrics", base, base);
        Quarkus.waitForExit();
        operator.stop(); // waits for what is under way; the client lives until then
        return 0;
    }
}
