package dev.namespacecerts.cli.cluster;

import dev.namespacecerts.cli.failure.CommandException;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Checks the kubeconfig before the operator starts. The Kubernetes client would ignore a file that does not exist, and use
 * another cluster; a malformed one would end in a stack trace.
 */
public final class StartKubeconfig {
    /** Other ways to name an API server. */
    private static final List<String> OTHERS =
            List.of(Kubeconfig.SERVICE_HOST, "KUBERNETES_MASTER", "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL");

    private StartKubeconfig() {}

    /** @throws CommandException with the file and what is wrong with it; it never quotes the file */
    public static void check(Map<String, String> environment) throws CommandException {
        List<String> files = Kubeconfig.files(null, environment);
        List<String> existing =
                files.stream().filter(file -> Files.exists(Path.of(file))).toList();
        if (!existing.isEmpty()) {
            Context context = Kubeconfig.choose(existing, null, "Set current-context to one of")
                    .context();
            for (String file : existing) {
                credentials(file, context);
            }
            return;
        }
        String shown = Kubeconfig.shown(String.join(File.pathSeparator, files));
        if (!environment.getOrDefault(Kubeconfig.VARIABLE, "").isEmpty()) {
            throw new CommandException(Kubeconfig.VARIABLE + " is " + shown
                    + ", which does not exist. Set it to the kubeconfig of a reachable cluster.");
        }
        if (OTHERS.stream().noneMatch(environment::containsKey)) {
            throw new CommandException(Kubeconfig.VARIABLE + " is not set, " + shown
                    + " does not exist, and this process does not run in a Pod. Set " + Kubeconfig.VARIABLE
                    + " to the kubeconfig of a reachable cluster.");
        }
    }

    private static void credentials(String file, Context context) throws CommandException {
        Config config = Kubeconfig.parse(file);
        Stream<String> ofCluster = config.getClusters().stream()
                .filter(named -> named != null && Objects.equals(named.getName(), context.getCluster()))
                .map(named -> Objects.requireNonNullElseGet(named.getCluster(), Cluster::new))
                .map(Cluster::getCertificateAuthority);
        Stream<String> ofUser = config.getUsers().stream()
                .filter(named -> named != null && Objects.equals(named.getName(), context.getUser()))
                .map(named -> Objects.requireNonNullElseGet(named.getUser(), AuthInfo::new))
                .flatMap(user -> Stream.of(user.getClientCertificate(), user.getClientKey(), user.getTokenFile()));
        List<String> missing = Stream.concat(ofCluster, ofUser)
                .filter(name -> name != null && !name.isEmpty())
                .filter(name -> !Files.isReadable(Path.of(file).resolveSibling(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new CommandException("Kubeconfig " + Kubeconfig.shown(file) + " names the file "
                    + Kubeconfig.shown(missing.get(0)) + ", which does not exist or cannot be read.");
        }
    }
}
