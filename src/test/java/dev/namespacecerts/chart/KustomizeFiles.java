package dev.namespacecerts.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes the manifests of deploy/base and deploy/overlays from the chart, so that there is one source for both. */
public final class KustomizeFiles {
    private static final Path BASE = Path.of("deploy/base/operator.yaml");
    private static final Path CLUSTER_WIDE = Path.of("deploy/overlays/cluster-wide/rights.yaml");
    private static final Path ONE_NAMESPACE = Path.of("deploy/overlays/one-namespace/rights.yaml");

    private static final String BY_DEFAULT = "crds: {enabled: false}";

    /** Values with which the chart renders the overlay one-namespace. */
    static final String IN_ONE_NAMESPACE = BY_DEFAULT + "\nwatch: {namespaces: [" + Chart.NAME + "]}";

    private static final Pattern OF_HELM =
            Pattern.compile("(?m)^(# Source: | *helm\\.sh/chart: | *app\\.kubernetes\\.io/managed-by: ).*\n");

    private KustomizeFiles() {}

    /** Writes the files; {@code deploy/generate} calls it. */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<Path, String> file : generate().entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** The files, as text. */
    static Map<Path, String> generate() {
        List<String> common = new ArrayList<>();
        List<String> clusterWide = new ArrayList<>();
        List<String> byDefault = documents(BY_DEFAULT);
        List<String> inOneNamespace = documents(IN_ONE_NAMESPACE);
        for (String document : byDefault) {
            boolean isRight = !inOneNamespace.contains(document) && !isDeployment(document);
            (isRight ? clusterWide : common).add(document);
        }
        inOneNamespace.removeIf(document -> byDefault.contains(document) || isDeployment(document));

        Map<Path, String> files = new TreeMap<>();
        files.put(BASE, text(common));
        files.put(CLUSTER_WIDE, text(clusterWide));
        files.put(ONE_NAMESPACE, text(inOneNamespace));
        return files;
    }

    private static List<String> documents(String values) {
        String rendered = OF_HELM.matcher(Chart.render(values)).replaceAll("");
        return new ArrayList<>(Pattern.compile("(?m)^---\n")
                .splitAsStream(rendered)
                .map(String::strip)
                .filter(document -> !document.isEmpty())
                .toList());
    }

    private static boolean isDeployment(String document) {
        return document.contains("kind: Deployment\n");
    }

    private static String text(List<String> documents) {
        return "# Made from the chart by deploy/generate.\n" + String.join("\n---\n", documents) + "\n";
    }
}
