package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.AbstractCRDOutput;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Generates the files of {@code crds/} from the API types. */
public final class CrdFiles {
    /**
     * Folders of the generated files, below the project's folder. Helm packages no file outside a chart, and kustomize
     * reads none outside a base, so each has a copy.
     */
    static final List<Path> FOLDERS =
            List.of(Path.of("crds"), Path.of("helm/namespace-certificate-operator/files/crds"), Path.of("deploy/crds"));

    private static final List<String> TIMES = List.of(
            "earliestExpiry",
            "notAfter",
            "lastTransitionTime",
            "renewalTime",
            "removedAt",
            "publishedAt",
            "settlingUntil",
            "sealedAt",
            "deadline",
            "unusedSince");

    /** The order of the printed columns; the generator would sort them by path. */
    private static final List<String> COLUMNS = List.of(
            "Bundle", "Accepted", "Ready", "Reason", "Certificates", "Filters", "Clients", "Expires", "Age", "Message");

    /** What kubectl explain says of the objects themselves, for which the generator has no annotation. */
    private static final Map<String, String> ROOTS = Map.of(
            "NamespaceCertificateBundle", "The CA certificates of a Temporal Cloud Namespace, validated and published.",
            "CertificateFilter", "Which client certificates a NamespaceCertificateBundle accepts, by their names.");

    private static final JsonNode NOT_YET_SEEN =
            JsonNodeFactory.instance.objectNode().put("observedGeneration", -1);

    private CrdFiles() {}

    /** Writes the files; {@code deploy/generate} calls it. */
    public static void main(String[] args) throws IOException {
        Map<String, String> files = generate();
        for (Path folder : FOLDERS) {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    /** The files by name, as text. */
    static Map<String, String> generate() {
        Map<String, String> files = new TreeMap<>();
        for (CustomResourceDefinition crd : definitions()) {
            String name = "namespacecerts.dev_" + crd.getSpec().getNames().getPlural() + ".yaml";
            files.put(name, Serialization.asYaml(crd));
        }
        return files;
    }

    private static List<CustomResourceDefinition> definitions() {
        List<CustomResourceDefinition> definitions = new ArrayList<>();
        CRDPostProcessor collector = new CRDPostProcessor() {
            @Override
            public HasMetadata process(HasMetadata crd, String version) {
                definitions.add(complete((CustomResourceDefinition) crd));
                return crd;
            }
        };
        new CRDGenerator()
                .customResourceClasses(List.of(NamespaceCertificateBundle.class, CertificateFilter.class))
                .forCRDVersions("v1")
                .withPostProcessor(collector)
                .withOutput(new Discarded())
                .detailedGenerate();
        return definitions;
    }

    /** The generator requires an output, but only what the post-processor receives is used. */
    private static final class Discarded extends AbstractCRDOutput<ByteArrayOutputStream> {
        @Override
        protected ByteArrayOutputStream createStreamFor(String name) {
            return new ByteArrayOutputStream();
        }
    }

    /** Adds what the generator cannot derive: list types, required fields of a Condition, and the format of times. */
    private static CustomResourceDefinition complete(CustomResourceDefinition crd) {
        for (var version : crd.getSpec().getVersions()) {
            version.getAdditionalPrinterColumns().sort(Comparator.comparingInt(c -> COLUMNS.indexOf(c.getName())));
            // The API server does not store a zero, so Argo CD would find a difference again and again.
            version.getAdditionalPrinterColumns().stream()
                    .filter(column -> Integer.valueOf(0).equals(column.getPriority()))
                    .forEach(column -> column.setPriority(null));
            JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
            complete(schema);
            schema.setDescription(ROOTS.get(crd.getSpec().getNames().getKind()));
            // Otherwise kstatus, which Flux uses, considers an object current that the operator has not reconciled yet.
            schema.getProperties().get("status").setDefault(NOT_YET_SEEN);
        }
        return crd;
    }

    private static void complete(JSONSchemaProps schema) {
        if (schema.getXKubernetesValidations() != null) {
            // The generator finds an annotation on a record's component at the field and again at the accessor.
            schema.setXKubernetesValidations(
                    schema.getXKubernetesValidations().stream().distinct().toList());
        }
        if (schema.getProperties() == null) {
            return;
        }
        schema.getProperties().forEach((name, property) -> {
            if (TIMES.contains(name)) {
                property.setFormat("date-time");
            }
            if ("integer".equals(property.getType())) {
                property.setFormat(name.equals("observedGeneration") ? "int64" : "int32");
            }
            if ("array".equals(property.getType())) {
                if (name.equals("conditions")) {
                    property.setXKubernetesListType("map");
                    property.setXKubernetesListMapKeys(List.of("type"));
                    condition(property.getItems().getSchema());
                } else if (name.equals("leaves")) {
                    property.setXKubernetesListType("map");
                    property.setXKubernetesListMapKeys(List.of("secretName"));
                } else {
                    property.setXKubernetesListType("atomic");
                }
                complete(property.getItems().getSchema());
            }
            complete(property);
        });
    }

    /** Required fields as in metav1.Condition of the Kubernetes API machinery. */
    private static void condition(JSONSchemaProps condition) {
        condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
        condition.setDescription("One aspect of the state of the object.");
        Map<String, JSONSchemaProps> fields = condition.getProperties();
        describe(fields, "type", "Type of the condition, in CamelCase.", 316);
        describe(fields, "status", "True, False or Unknown.", 7);
        fields.get("status").setEnum(List.of(text("True"), text("False"), text("Unknown")));
        describe(fields, "reason", "Reason of the status, in CamelCase.", 1024);
        fields.get("reason").setMinLength(1L);
        fields.get("reason").setPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
        describe(fields, "message", "Human-readable explanation of the status.", 32768);
        describe(fields, "lastTransitionTime", "When the status last changed.", null);
        describe(fields, "observedGeneration", "Generation of the spec that the condition describes.", null);
        fields.get("observedGeneration").setMinimum(0.0);
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    private static void describe(Map<String, JSONSchemaProps> fields, String name, String description, Integer length) {
        fields.get(name).setDescription(description);
        if (length != null) {
            fields.get(name).setMaxLength(length.longValue());
        }
    }

    /** Paths of the fields without a description for {@code kubectl explain}. */
    static List<String> undescribed() {
        List<String> paths = new ArrayList<>();
        for (CustomResourceDefinition crd : definitions()) {
            var schema = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
            String name = crd.getSpec().getNames().getSingular();
            if (schema.getDescription() == null) {
                paths.add(name);
            }
            undescribed(name, schema, paths);
        }
        return paths;
    }

    private static void undescribed(String path, JSONSchemaProps schema, List<String> paths) {
        if (schema.getProperties() == null) {
            return;
        }
        schema.getProperties().forEach((name, property) -> {
            String below = path + "." + name;
            if (property.getDescription() == null) {
                paths.add(below);
            }
            undescribed(below, property, paths);
            if (property.getItems() != null) {
                undescribed(below + "[]", property.getItems().getSchema(), paths);
            }
        });
    }
}
