package dev.namespacecerts.cli.cluster;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.x509.DisplayText;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cluster that kubectl would choose.
 *
 * @param config how to connect to it
 * @param namespace the Kubernetes namespace of the context
 * @param user for messages
 */
record Kubeconfig(Config config, String namespace, String user) {
    static final String VARIABLE = "KUBECONFIG";

    static final String SERVICE_HOST = "KUBERNETES_SERVICE_HOST";
    private static final String DEFAULT_NAMESPACE = "default";
    private static final int SHOWN = 253;

    /**
     * Reads the given file; else those of {@code KUBECONFIG}, of which the first that has a value wins; else
     * {@code ~/.kube/config}; else the ServiceAccount of the Pod.
     *
     * @param file of {@code --kubeconfig}, or null
     * @param context of {@code --context}, or null for the current one
     */
    static Kubeconfig read(String file, String context, Map<String, String> environment) throws CommandException {
        List<String> files = files(file, environment);
        List<String> existing =
                files.stream().filter(name -> Files.exists(Path.of(name))).toList();
        if (!existing.isEmpty()) {
            return ofFiles(existing, context);
        }
        if (file == null && context == null && environment.containsKey(SERVICE_HOST)) {
            Config config = configured(List.of(), null);
            return new Kubeconfig(
                    config,
                    Objects.requireNonNullElse(config.getNamespace(), DEFAULT_NAMESPACE),
                    "the ServiceAccount of this Pod");
        }
        throw new CommandException("There is no kubeconfig: " + shown(String.join(File.pathSeparator, files))
                + " does not exist. Name one with --kubeconfig or the environment variable " + VARIABLE + ".");
    }

    static List<String> files(String file, Map<String, String> environment) {
        if (file != null) {
            return List.of(file);
        }
        List<String> named = Stream.of(environment.getOrDefault(VARIABLE, "").split(File.pathSeparator))
                .filter(name -> !name.isEmpty())
                .toList();
        return named.isEmpty()
                ? List.of(Path.of(environment.getOrDefault("HOME", ""), ".kube", "config")
                        .toString())
                : named;
    }

    private static Kubeconfig ofFiles(List<String> files, String wanted) throws CommandException {
        Chosen chosen = choose(files, wanted, "Choose one with --context");
        Config config = configured(files, chosen.name);
        config.setMasterUrl(chosen.server); // no environment variable of the Kubernetes client replaces it
        Context context = chosen.context;
        return new Kubeconfig(
                config,
                context.getNamespace() == null || context.getNamespace().isEmpty()
                        ? DEFAULT_NAMESPACE
                        : context.getNamespace(),
                "user " + shown(String.valueOf(context.getUser())) + " of context " + shown(chosen.name));
    }

    /**
     * A context, and the API server of its cluster.
     *
     * @param name its name
     */
    record Chosen(String name, Context context, String server) {}

    /**
     * Reads the files, and chooses the context.
     *
     * @param wanted its name, or null for the current one
     * @param how a user chooses one, for messages
     */
    static Chosen choose(List<String> files, String wanted, String how) throws CommandException {
        List<io.fabric8.kubernetes.api.model.Config> parsed = new ArrayList<>();
        for (String file : files) {
            parsed.add(parse(file));
        }
        String shown = shown(String.join(File.pathSeparator, files));
        List<NamedContext> contexts = parsed.stream()
                .flatMap(config -> config.getContexts().stream())
                .filter(context -> context != null && context.getName() != null && context.getContext() != null)
                .toList();
        // The Kubernetes client would take the current context instead of one that does not exist.
        String name = Optional.ofNullable(wanted)
                .or(() -> parsed.stream()
                        .map(io.fabric8.kubernetes.api.model.Config::getCurrentContext)
                        .filter(current -> current != null && !current.isEmpty())
                        .findFirst())
                .orElseThrow(() -> new CommandException(
                        "Kubeconfig " + shown + " has no current context. " + how + ": " + names(contexts) + "."));
        Context context = contexts.stream()
                .filter(other -> other.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandException("Context " + shown(name) + " does not exist in kubeconfig "
                        + shown + ". It has: " + names(contexts) + "."))
                .getContext();
        String server = parsed.stream()
                .flatMap(config -> config.getClusters().stream())
                .filter(cluster -> cluster != null
                        && cluster.getCluster() != null
                        && cluster.getCluster().getServer() != null
                        && Objects.equals(cluster.getName(), context.getCluster()))
                .map(cluster -> cluster.getCluster().getServer())
                .findFirst()
                .orElseThrow(() -> new CommandException("Cluster " + shown(String.valueOf(context.getCluster()))
                        + " of context " + shown(name) + " does not exist in kubeconfig " + shown + "."));
        return new Chosen(name, context, server);
    }

    @SuppressWarnings("IllegalCatch")
    static io.fabric8.kubernetes.api.model.Config parse(String file) throws CommandException {
        try {
            io.fabric8.kubernetes.api.model.Config config = Serialization.unmarshal(
                    Files.readString(Path.of(file)), io.fabric8.kubernetes.api.model.Config.class);
            if (config != null) {
                return config;
            }
        } catch (IOException e) {
            String why = Files.isDirectory(Path.of(file)) ? ": it is a folder" : "";
            throw new CommandException("Kubeconfig " + shown(file) + " cannot be read" + why + ".");
        } catch (RuntimeException e) { // of the YAML parser, which would quote lines of the file
            throw new CommandException("Kubeconfig " + shown(file)
                    + " cannot be read: it must be YAML of kind Config, as kubectl config view shows it.");
        }
        throw new CommandException("Kubeconfig " + shown(file) + " is empty.");
    }

    /** As the Kubernetes client reads it. It takes several files only from this property or the environment. */
    @SuppressWarnings("IllegalCatch")
    private static Config configured(List<String> files, String context) throws CommandException {
        System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, String.join(File.pathSeparator, files));
        try {
            return Config.autoConfigure(context);
        } catch (RuntimeException e) {
            throw new CommandException("The credentials of context " + shown(String.valueOf(context))
                    + " cannot be read: " + shown(String.valueOf(e.getMessage())) + ".");
        }
    }

    private static String names(List<NamedContext> contexts) {
        return contexts.isEmpty()
                ? "none"
                : DisplayText.of(
                        contexts.stream().map(NamedContext::getName).distinct().collect(Collectors.joining(", ")),
                        SHOWN);
    }

    static String shown(String text) {
        return DisplayText.quoted(text, SHOWN);
    }
}
