package dev.namespacecerts.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;

/** Runs the operator until it is told to stop. */
@Command(
        name = "namespace-certificate-operator",
        description = {
            "Judges NamespaceCertificateBundles and CertificateFilters by the rules of Temporal Cloud.",
            "The cluster is that of KUBECONFIG, of the home directory, or the one that the Pod runs in."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        footer = {
            "",
            "Environment:",
            "  KUBECONFIG                           which cluster",
            "  NAMESPACECERTS_NAMESPACES            Kubernetes namespaces to watch, separated by commas; all by default",
            "  QUARKUS_HTTP_PORT                    port of health and metrics; 8080 by default, 0 for any free one",
            "  NAMESPACECERTS_CERTIFICATE_LIMIT     certificates in a bundle, 1 to 100; 25 by default",
            "  NAMESPACECERTS_TEMPORAL_NAMESPACES   which Temporal Namespaces bundles may claim, as"
                    + " <Kubernetes namespace>=<name>.<account> *.<account>;...; any by default",
            "  NAMESPACECERTS_LEASE                 <namespace>/<name> of the Lease by which replicas choose a leader; none"
                    + " by default",
            "  NAMESPACECERTS_LEASE_DURATION        time after which another replica takes over; 10s by default",
            "  NAMESPACECERTS_RESYNC                time within which every object is reconciled again; 10m by default",
            "  NAMESPACECERTS_SEAL                  <namespace>/<name> of the Secret with the key that seals records in"
                    + " statuses; none by default: records are valid until the process ends",
            "  NAMESPACECERTS_LOG_JSON              true: the log is written as JSON; false by default",
            "  NAMESPACECERTS_DEMO                  Enabled or Disabled: whether demo certificates are issued; Enabled by default",
            "  NAMESPACECERTS_PUBLISHING            Enabled or Disabled: whether bundles may be published to ConfigMaps; Enabled by"
                    + " default",
            "  NAMESPACECERTS_PUBLISHING_TO_SECRETS Enabled or Disabled: whether bundles may be published to Secrets; Enabled by default"
        })
final class OperatorCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        AtomicInteger exitCode = new AtomicInteger();
        Quarkus.run(OperatorApplication.class, (code, cause) -> {
            if (cause != null) {
                StartFailure.print(cause);
            }
            exitCode.set(code);
        });
        return exitCode.get();
    }
}
