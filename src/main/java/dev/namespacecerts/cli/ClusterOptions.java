package dev.namespacecerts.cli;

import dev.namespacecerts.cli.cluster.LiveCluster;
import dev.namespacecerts.cli.failure.CommandException;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which cluster a command reads: the options of kubectl. */
class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "<file>",
            description =
                    "Kubeconfig (default: the files of KUBECONFIG, ~/.kube/config, or the ServiceAccount of the Pod).")
    private String kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "<context>",
            description = "Context of the kubeconfig (default: the current one).")
    private String context;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "<namespace>",
            description = "Kubernetes namespace (default: that of the context).")
    private String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All Kubernetes namespaces.")
    private boolean allNamespaces;

    /** @param named whether a bundle is named */
    final LiveCluster cluster(Map<String, String> environment, boolean named) throws CommandException {
        if (named && allNamespaces) {
            throw new CommandException("A bundle has a name in one Kubernetes namespace: give -n instead of -A.");
        }
        return LiveCluster.of(new LiveCluster.Choice(kubeconfig, context, namespace, allNamespaces), environment);
    }
}
