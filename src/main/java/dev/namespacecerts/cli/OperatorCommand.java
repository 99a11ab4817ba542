package dev.namespacecerts.cli;

import dev.namespacecerts.cli.cluster.StartKubeconfig;
import dev.namespacecerts.cli.failure.CommandException;
import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import sun.misc.Signal;

/** Runs the operator until the process is stopped. */
@Command(
        name = "namespace-certificate-operator",
        description = {
            "Validates NamespaceCertificateBundles and CertificateFilters against the requirements of Temporal Cloud.",
            "Uses the cluster of KUBECONFIG, of ~/.kube/config, or of the Pod."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        footer = {
            "",
            "Environment variables:",
            "  KUBECONFIG",
            "      Path of the kubeconfig.",
            "  NAMESPACECERTS_NAMESPACES",
            "      Kubernetes namespaces to watch, separated by commas (default: all).",
            "  NAMESPACECERTS_BUNDLE_SELECTOR",
            "      Label selector of the bundles to reconcile, as for kubectl get -l",
            "      (default: all). Other operators reconcile the others.",
            "  NAMESPACECERTS_CLAIM_SCOPE",
            "      Watched or Cluster: among which bundles the oldest one claims a",
            "      Temporal Namespace (default: Watched).",
            "  QUARKUS_HTTP_PORT",
            "      Port of health and metrics, 0 for any free port (default: 8080).",
            "  NAMESPACECERTS_CERTIFICATE_LIMIT",
            "      Maximum number of certificates in a bundle, 1 to 100 (default: 25).",
            "  NAMESPACECERTS_TEMPORAL_NAMESPACES",
            "      Temporal Namespaces that bundles may claim (default: any), as",
            "      <Kubernetes namespace>=<name>.<account> *.<account>;...",
            "  NAMESPACECERTS_LEASE",
            "      <namespace>/<name> of the Lease for leader election (default: no",
            "      leader election).",
            "  NAMESPACECERTS_LEASE_DURATION",
            "      Duration of the Lease (default: 10s).",
            "  NAMESPACECERTS_RESYNC",
            "      Interval within which every object is reconciled again",
            "      (default: 1h).",
            "  NAMESPACECERTS_SEAL",
            "      <namespace>/<name> of the Secret with the key that authenticates",
            "      records in statuses (default: a key in memory, so that records are",
            "      valid until the process exits).",
            "  NAMESPACECERTS_CHECK_INTERVAL",
            "      Interval within which the operator looks in its caches for changes that",
            "      no event reported (default: 2m).",
            "  NAMESPACECERTS_LOG_LEVEL",
            "      ERROR, WARN, INFO or DEBUG (default: INFO). DEBUG also logs why each",
            "      object is reconciled.",
            "  NAMESPACECERTS_LOG_JSON",
            "      true: log one JSON object per line (default: false).",
            "  NAMESPACECERTS_DEMO",
            "      Enabled or Disabled: issue demo certificates (default: Enabled).",
            "  NAMESPACECERTS_PUBLISHING",
            "      Enabled or Disabled: publish bundles to ConfigMaps (default: Enabled).",
            "  NAMESPACECERTS_PUBLISHING_TO_SECRETS",
            "      Enabled or Disabled: publish bundles to Secrets (default: Enabled).",
            "  NAMESPACECERTS_CLOUD",
            "      Enabled or Disabled: read and change Temporal Cloud Namespaces, where",
            "      bundles have spec.cloud (default: Enabled).",
            "  NAMESPACECERTS_CLOUD_HOSTS",
            "      Hosts that a connection may name, separated by commas, with the names",
            "      below them (default: tmprl.cloud).",
            "  NAMESPACECERTS_CLOUD_SHARED, NAMESPACECERTS_CLOUD_SHARED_NAMESPACE",
            "      Who may use which connection of the operator's Kubernetes namespace",
            "      (default: nobody), as",
            "      <Secret>/<Kubernetes namespace>=<name>.<account> *.<account>;...,",
            "      and the name of that namespace.",
            "  NAMESPACECERTS_CLOUD_REQUESTS_PER_SECOND, NAMESPACECERTS_CLOUD_OPERATIONS",
            "      Requests per second (default: 10) and changes in progress (default: 4)",
            "      for each API key.",
            "",
            "Exit codes:",
            "  0  stopped on request",
            "  1  cannot start or go on: cluster, CRDs, permissions or port",
            "  2  wrong argument, setting or kubeconfig"
        })
final class OperatorCommand implements Callable<Integer> {
    /** The operator cannot start, or cannot go on. */
    static final int FAILED = 1;

    private final Surroundings process;

    OperatorCommand(Surroundings process) {
        this.process = process;
    }

    @Override
    public Integer call() throws CommandException {
        // A graceful stop is no failure: by default, the exit code would be 143.
        Signal.handle(new Signal("TERM"), signal -> System.exit(0));
        SmallRyeConfig settings = new SmallRyeConfigBuilder().addSystemSources().build();
        List<String> problems = StartSettings.problems(property -> Optional.ofNullable(settings.getRawValue(property)));
        if (!problems.isEmpty()) {
            throw new CommandException(String.join(System.lineSeparator(), problems));
        }
        StartKubeconfig.check(process.environment());
        try {
            StartPort.check(settings);
        } catch (StartFailure e) {
            return StartFailure.print(e);
        }
        AtomicInteger exitCode = new AtomicInteger();
        Quarkus.run(OperatorApplication.class, (code, cause) -> {
            exitCode.set(cause == null ? code : StartFailure.print(cause));
        });
        return exitCode.get();
    }
}
