package dev.namespacecerts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.schema.cel.CelRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SchemaIT compares the same objects with the API server. */
class CustomResourceSchemaTest {
    /** Keywords of a schema that are implemented, apart from those of statuses, which the API server ignores. */
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "properties",
            "additionalProperties",
            "items",
            "required",
            "default",
            "enum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "maxProperties",
            "minProperties",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-validations");

    private static final Set<String> RULE_FIELDS = Set.of("rule", "message", "optionalOldSelf");

    static List<SchemaCase> cases() {
        return SchemaCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void namesThePathsOfTheProblems(SchemaCase row) {
        assertThat(check(row.object()))
                .extracting(SchemaProblem::path)
                .containsExactlyInAnyOrderElementsOf(row.paths());
    }

    @Test
    void agreesWithTheManifestsThatTheApiServerAcceptsOrRefuses() throws IOException {
        for (Path file : manifests("accepted")) {
            assertThat(check(read(file))).as(file.toString()).isEmpty();
        }
        for (Path file : manifests("refused")) {
            assertThat(check(read(file))).as(file.toString()).isNotEmpty();
        }
    }

    private static List<Path> manifests(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/manifests", folder))) {
            return files.sorted().toList();
        }
    }

    private static ObjectNode read(Path file) throws IOException {
        return yaml(Files.readString(file));
    }

    private static ObjectNode yaml(String text) {
        return (ObjectNode) Serialization.unmarshal(text, JsonNode.class);
    }

    private static List<SchemaProblem> check(JsonNode object) {
        return CustomResourceSchema.of(
                        object.get("apiVersion").textValue(), object.get("kind").textValue())
                .orElseThrow()
                .check(object);
    }

    @Test
    void namesWhatWasFoundAndWhatIsAllowed() {
        assertThat(messages("certificates: [{inlin: x}]\n  filterPolicy: Optionl\n  expiryWarning: 5"))
                .containsExactly(
                        "spec.certificates[0].inlin: unknown field \"inlin\": known fields: configMap, inline, secret",
                        "spec.expiryWarning: must be of type string, found integer 5",
                        "spec.filterPolicy: Unsupported value: \"Optionl\": supported values: \"Optional\", \"Required\"");
        assertThat(messages("certificates: [{inline: a, secret: {name: a}}]"))
                .containsExactly("spec.certificates[0].secret.key: Required value");
        assertThat(messages("certificates: [" + "{}, ".repeat(101) + "]"))
                .containsExactly("spec.certificates: Too many: 101: must have at most 100 items");
        assertThat(messages("temporalNamespace: " + "a".repeat(129) + "\n  demo: {}"))
                .containsExactly("spec.temporalNamespace: Too long: 129 characters: may not be more than 128");
        assertThat(messages("temporalNamespace: \"a\\e[31m\"\n  demo: {}"))
                .containsExactly("spec.temporalNamespace: Invalid value: \"a\\u{001B}[31m\": should match the pattern"
                        + " ^[A-Za-z0-9]([-_.:A-Za-z0-9]*[A-Za-z0-9])?$");
        assertThat(messages("certificates: [{}]"))
                .containsExactly("spec.certificates[0]: a source has exactly one of inline, configMap, secret");
    }

    private static List<String> messages(String spec) {
        return check(bundle(spec)).stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .sorted()
                .toList();
    }

    private static ObjectNode bundle(String spec) {
        return yaml(
                "apiVersion: namespacecerts.dev/v1alpha1\nkind: NamespaceCertificateBundle\nmetadata: {name: a}\nspec:\n  "
                        + spec);
    }

    @Test
    void refusesUnknownVersionsAndKindsOfTheGroup() {
        assertThat(CustomResourceSchema.of("v1", "ConfigMap")).isEmpty();
        ObjectNode bundle = bundle("demo: {}");
        assertThat(check(bundle.put("apiVersion", "namespacecerts.dev/v1beta1")))
                .containsExactly(new SchemaProblem(
                        "apiVersion",
                        "Unsupported value: \"namespacecerts.dev/v1beta1\": supported values:"
                                + " \"namespacecerts.dev/v1alpha1\""));
        assertThat(check(bundle.put("kind", "../x")))
                .containsExactly(new SchemaProblem(
                        "kind",
                        "Unsupported value: \"../x\": supported values: \"CertificateFilter\","
                                + " \"NamespaceCertificateBundle\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "certificates: -----BEGIN PRIVATE KEY-----MIGk",
                "certificates: MIGkAgEBBDB0aHJvd24tYXdheQMIGkAgEBBDB0aHJvd24tYXdheQMIGkAgEBBDB0aHJvd24tYXdheQ",
                "temporalNamespace: -----BEGIN PRIVATE KEY-----MIGk",
                "filterPolicy: MIGkAgEBBDB0aHJvd24tYXdheQMIGkAgEBBDB0aHJvd24tYXdheQMIGkAgEBBDB0aHJvd24tYXdheQ",
                "certificates: [{-----BEGIN PRIVATE KEY-----MIGk: x}]",
                "certificates: [{inline: {-----BEGIN PRIVATE KEY-----MIGk: x}}]",
                "certificates: [{inline: -----BEGIN PRIVATE KEY-----MIGk}]",
                "clients: [{selector: {matchLabels: {'-----BEGIN PRIVATE KEY-----MIGk': 5}}}]",
                "demo: {leaves: [{commonName: a, secretName: -----BEGIN PRIVATE KEY-----MIGk}, {commonName: a, secretName:"
                        + " -----BEGIN PRIVATE KEY-----MIGk}]}"
            })
    void neverPrintsWhatMayBeAPrivateKey(String spec) {
        assertThat(check(bundle(spec)))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("MIGk"));
    }

    @Test
    void addsTheDefaultsOfTheSchema() {
        JsonNode object =
                bundle("demo: {leaves: [{commonName: a, secretName: a}]}\n  publish: null\n  filterPolicy: null");
        JsonNode defaulted = CustomResourceSchema.of("namespacecerts.dev/v1alpha1", "NamespaceCertificateBundle")
                .orElseThrow()
                .defaulted(object);
        assertThat(defaulted.at("/spec/filterPolicy").textValue()).isEqualTo("Optional");
        assertThat(defaulted.at("/spec/demo/authority/keyAlgorithm").textValue())
                .isEqualTo("ECDSA-P384");
        assertThat(defaulted.at("/spec/demo/leaves/0/duration").textValue()).isEqualTo("720h");
        assertThat(defaulted.at("/spec/publish").isMissingNode()).isTrue();
        assertThat(defaulted.at("/status/observedGeneration").intValue()).isEqualTo(-1);
        assertThat(object.at("/spec/filterPolicy").isNull()).isTrue();
    }

    @Test
    void hostileObjectsTakeBoundedTimeAndListFewProblems() {
        String item = "{inline: " + "VATE KEY-".repeat(27_000) + "},";
        ObjectNode many = bundle("certificates: [" + item + "]\n  demo: {leaves: ["
                + "{commonName: a, secretName: a},".repeat(10_000) + "]}");
        for (int i = 0; i < 100_000; i++) {
            ((ObjectNode) many.get("spec")).put("f" + i, "x");
        }
        for (int i = 0; i < 99; i++) {
            ((ArrayNode) many.at("/spec/certificates"))
                    .add(many.at("/spec/certificates/0").deepCopy());
        }
        long start = System.nanoTime();
        assertThat(check(many)).hasSizeLessThanOrEqualTo(101);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theSchemasUseOnlyWhatIsImplemented() throws IOException {
        Set<String> kinds = new TreeSet<>();
        try (Stream<Path> crds = Files.list(Path.of("crds"))) {
            for (Path crd : crds.toList()) {
                String kind = read(crd).at("/spec/names/kind").textValue();
                kinds.add(kind);
                CustomResourceSchema.resource(kind).forEach(CustomResourceSchemaTest::onlyImplemented);
            }
        }
        assertThat(kinds).containsExactlyElementsOf(CustomResourceSchema.KINDS);
    }

    private static void onlyImplemented(JsonNode schema) {
        assertThat(KEYWORDS)
                .containsAll(schema.propertyStream().map(Map.Entry::getKey).toList());
        schema.path("x-kubernetes-validations").forEach(rule -> {
            assertThat(RULE_FIELDS)
                    .containsAll(rule.propertyStream().map(Map.Entry::getKey).toList());
            CelRule.of(rule.get("rule").textValue());
        });
        assertThat(schema.path("x-kubernetes-list-type").asText("atomic")).isIn("atomic", "map");
        schema.path("properties").properties().forEach(property -> {
            if (!property.getKey().equals("status")) {
                onlyImplemented(property.getValue());
            }
        });
        if (schema.has("items")) {
            onlyImplemented(schema.get("items"));
        }
        if (schema.has("additionalProperties")) {
            onlyImplemented(schema.get("additionalProperties"));
        }
    }
}
