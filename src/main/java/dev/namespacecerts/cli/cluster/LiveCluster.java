package dev.namespacecerts.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cli.adopt.KubernetesNames;
import dev.namespacecerts.cli.cluster.ApiServer.Answer;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.export.NearestKey;
import dev.namespacecerts.x509.DisplayText;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Bundles and filters of a cluster, in one Kubernetes namespace or in all. */
public final class LiveCluster {
    private static final String BUNDLES = "namespacecertificatebundles";
    private static final String FILTERS = "certificatefilters";
    private static final String GROUP = "namespacecerts.dev";
    private static final int PAGE = 100;
    private static final int MOST_NAMES = 5;
    private static final int SHOWN = 253;

    private final ApiServer server;
    private final String namespace;

    private LiveCluster(ApiServer server, String namespace) {
        this.server = server;
        this.namespace = namespace;
    }

    /**
     * Which cluster, and which part of it.
     *
     * @param kubeconfig file, or null
     * @param context or null
     * @param namespace or null
     * @param allNamespaces whether all namespaces are read
     */
    public record Choice(String kubeconfig, String context, String namespace, boolean allNamespaces) {}

    /** Reads the kubeconfig. Connects when the first object is read. */
    public static LiveCluster of(Choice choice, Map<String, String> environment) throws CommandException {
        if (choice.namespace() != null && !KubernetesNames.isNamespace(choice.namespace())) {
            throw new CommandException("--namespace is " + DisplayText.quoted(choice.namespace(), SHOWN)
                    + ", which is not a valid name in Kubernetes.");
        }
        Kubeconfig kubeconfig = Kubeconfig.read(choice.kubeconfig(), choice.context(), environment);
        String namespace = choice.namespace() == null ? kubeconfig.namespace() : choice.namespace();
        return new LiveCluster(new ApiServer(kubeconfig), choice.allNamespaces() ? null : namespace);
    }

    /** All bundles, sorted by namespace and name. */
    public List<NamespaceCertificateBundle> bundles() throws CommandException {
        return list(BUNDLES, NamespaceCertificateBundle.class);
    }

    /** All filters, sorted by namespace and name. */
    public List<CertificateFilter> filters() throws CommandException {
        return list(FILTERS, CertificateFilter.class);
    }

    /** The bundle with a name. */
    public NamespaceCertificateBundle bundle(String name) throws CommandException {
        if (!KubernetesNames.isName(name)) {
            throw new CommandException(
                    DisplayText.quoted(name, SHOWN) + " is not a valid name of a bundle in Kubernetes.");
        }
        Answer answer = server.get(path(BUNDLES) + "/" + name);
        if (answer.code() == HttpURLConnection.HTTP_OK) {
            return server.object(answer.body(), NamespaceCertificateBundle.class);
        }
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND
                && answer.body().at("/details/name").asText().equals(name)) {
            throw new CommandException(
                    "Bundle \"" + name + "\" does not exist in namespace \"" + namespace + "\"." + others(name));
        }
        throw refused(answer, "get", BUNDLES);
    }

    /** Empty if the user may not list them. */
    private String others(String name) {
        List<String> names;
        try {
            names = bundles().stream()
                    .map(bundle -> bundle.getMetadata().getName())
                    .toList();
        } catch (CommandException e) {
            return "";
        }
        if (names.isEmpty()) {
            return " The namespace has no bundle: choose another with -n.";
        }
        int more = names.size() - MOST_NAMES;
        return NearestKey.of(name, names)
                .map(near -> " Did you mean \"" + near + "\"?")
                .orElseGet(() -> " It has: "
                        + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                        + (more > 0 ? " and " + more + " more." : "."));
    }

    private <T extends HasMetadata> List<T> list(String plural, Class<T> type) throws CommandException {
        List<T> objects = new ArrayList<>();
        String next = "";
        do {
            Answer answer = server.get(path(plural) + "?limit=" + PAGE
                    + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
            if (answer.code() != HttpURLConnection.HTTP_OK) {
                throw refused(answer, "list", plural);
            }
            for (JsonNode item : answer.body().path("items")) {
                objects.add(server.object(item, type));
            }
            next = answer.body().at("/metadata/continue").asText();
        } while (!next.isEmpty());
        objects.sort(Comparator.comparing((T object) -> object.getMetadata().getNamespace())
                .thenComparing(object -> object.getMetadata().getName()));
        return objects;
    }

    private String path(String plural) {
        return "/apis/" + GROUP + "/v1alpha1/" + (namespace == null ? "" : "namespaces/" + namespace + "/") + plural;
    }

    private CommandException refused(Answer answer, String verb, String plural) {
        String crd = plural + "." + GROUP;
        if (answer.code() == HttpURLConnection.HTTP_FORBIDDEN) {
            return new CommandException("Forbidden: " + server.user() + " lacks the right to " + verb + " " + crd
                    + (namespace == null ? " in all namespaces." : " in namespace \"" + namespace + "\"."));
        }
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND
                && (answer.isStatus() || answer.body().isMissingNode())) {
            return new CommandException("The CRD " + crd + " is not installed in the cluster at " + server.shown()
                    + ". Install the operator, or choose another cluster with --context.");
        }
        return new CommandException("The API server at " + server.shown() + " answers " + answer.code() + ": "
                + (answer.isStatus() ? answer.message() : "this is not an answer of Kubernetes") + ".");
    }
}
