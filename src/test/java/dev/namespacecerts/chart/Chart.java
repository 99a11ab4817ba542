package dev.namespacecerts.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Helm chart, and what Helm makes of it. */
public final class Chart {
    static final Path FOLDER = Path.of("helm/namespace-certificate-operator");

    /** Default name of the release and of its Kubernetes namespace. */
    public static final String NAME = "namespace-certificate-operator";

    /** The oldest supported Kubernetes version. */
    static final String KUBERNETES = "1.29.0";

    /** The oldest one for values with Temporal Cloud. */
    static final String KUBERNETES_FOR_CLOUD = "1.30.0";

    private static final Pattern CLOUD = Pattern.compile("(?m)^cloud: *\\{enabled: true");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Chart() {}

    static Helm helm() {
        return new Helm(FOLDER);
    }

    /** What {@code helm template} prints for some values, as YAML. */
    static String render(String values) {
        return render(NAME, values);
    }

    /** What {@code helm template} prints for a release and some values, as YAML. */
    static String render(String release, String values) {
        Path file = temporary(values);
        try {
            return helm().template()
                    .withName(release)
                    .withNamespace(NAME)
                    .withKubeVersion(CLOUD.matcher(values).find() ? KUBERNETES_FOR_CLOUD : KUBERNETES)
                    .withValuesFile(file)
                    .call();
        } finally {
            delete(file);
        }
    }

    /** The objects that {@code helm template} prints for some values. */
    public static List<JsonNode> objects(String values) {
        return parse(render(values));
    }

    /** The objects that {@code helm template} prints for a release and some values. */
    public static List<JsonNode> objects(String release, String values) {
        return parse(render(release, values));
    }

    /** The one object of a kind among those for some values. */
    static JsonNode object(String kind, String values) {
        List<JsonNode> found = ofKind(kind, objects(values)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " objects of kind " + kind);
        }
        return found.get(0);
    }

    /** The tag of the image of the default values. */
    public static String tag() {
        return parse(FOLDER.resolve("Chart.yaml")).path("appVersion").asText();
    }

    /** The documents of a YAML text, without empty ones. */
    static List<JsonNode> parse(String yaml) {
        try {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll().stream()
                    .filter(JsonNode::isObject)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode parse(Path yaml) {
        return parse(read(yaml)).get(0);
    }

    static Stream<JsonNode> ofKind(String kind, List<JsonNode> objects) {
        return objects.stream().filter(object -> kind.equals(object.path("kind").asText()));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(String values) {
        try {
            return Files.writeString(Files.createTempFile("values", ".yaml"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
