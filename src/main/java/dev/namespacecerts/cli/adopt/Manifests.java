package dev.namespacecerts.cli.adopt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.namespacecerts.api.v1alpha1.ApiVersion;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.x509.DisplayText;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The manifests for a Temporal Cloud Namespace: a bundle with its CAs, and its certificate filters. They have only what the
 * schema has no default for, and the same Temporal Cloud Namespace always yields the same text.
 */
public final class Manifests {
    private static final Pattern TEMPORAL_NAMESPACE =
            Pattern.compile("[A-Za-z0-9]([-_A-Za-z0-9]*[A-Za-z0-9])?\\.[A-Za-z0-9]([-_A-Za-z0-9]*[A-Za-z0-9])?");

    /** Limits of the CRDs. */
    private static final int LONGEST_TEMPORAL_NAMESPACE = 128;

    private static final int LONGEST_INLINE = 245_760;
    private static final int LONGEST_FIELD = 1_024;

    /** Four times as many as Temporal Cloud accepts. */
    private static final int MOST_FILTERS = 100;

    private static final int SHOWN = 128;

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new AllButWords())
            .build());

    private Manifests() {}

    /** Quotes every text that any reader of YAML, of version 1.1 or 1.2, could take for something else. */
    private static final class AllButWords extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        private static final Pattern WORD = Pattern.compile("[A-Za-z][-./A-Za-z0-9]*");

        @Override
        public boolean needToQuoteValue(String value) {
            return !WORD.matcher(value).matches() || super.needToQuoteValue(value);
        }
    }

    /**
     * Names in the manifests.
     *
     * @param bundle name of the bundle; empty for the part of the Temporal Namespace before the dot
     * @param namespace the Kubernetes namespace; empty for none
     * @param connection name of the connection; empty for a bundle without {@code spec.cloud}
     */
    public record Names(Optional<String> bundle, Optional<String> namespace, Optional<String> connection) {}

    /** Whether it is a name of a Temporal Cloud Namespace. */
    public static boolean isTemporalNamespace(String name) {
        return name.length() <= LONGEST_TEMPORAL_NAMESPACE
                && TEMPORAL_NAMESPACE.matcher(name).matches();
    }

    /** The manifests for a Namespace that was read. */
    public static List<JsonNode> of(Namespace there, Names names) throws CommandException {
        MtlsAuthSpec mtls = there.getSpec().getMtlsAuth();
        List<FilterFields> filters = mtls.getCertificateFiltersList().stream()
                .map(filter -> new FilterFields(
                        filter.getCommonName(),
                        filter.getOrganization(),
                        filter.getOrganizationalUnit(),
                        filter.getSubjectAlternativeName()))
                .toList();
        return of(there.getNamespace(), mtls.getAcceptedClientCa().toByteArray(), "the accepted CAs", filters, names);
    }

    /**
     * The manifests: first the bundle, then the filters, sorted by their fields.
     *
     * @param pem its CA certificates
     * @param place of the PEM in messages
     */
    public static List<JsonNode> of(
            String temporalNamespace, byte[] pem, String place, List<FilterFields> filters, Names names)
            throws CommandException {
        if (!isTemporalNamespace(temporalNamespace)) {
            throw new CommandException("The name of the Temporal Cloud Namespace, "
                    + DisplayText.quoted(temporalNamespace, SHOWN) + ", is not of the form <name>.<account>.");
        }
        String name = names.bundle()
                .orElseGet(() -> KubernetesNames.part(temporalNamespace.split("\\.")[0]));
        List<JsonNode> manifests = new ArrayList<>();
        manifests.add(bundle(temporalNamespace, name, AcceptedCas.text(pem, place), names));
        KubernetesNames made = new KubernetesNames();
        for (Map<String, String> fields : sorted(filters)) {
            String part = fields.values().stream()
                    .map(KubernetesNames::part)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("filter");
            manifests.add(filter(made.of(name, part), name, fields, names));
        }
        return manifests;
    }

    private static ObjectNode bundle(String temporalNamespace, String name, String cas, Names names)
            throws CommandException {
        if (cas.length() > LONGEST_INLINE) {
            throw new CommandException("The CA certificates have " + cas.length()
                    + " characters of PEM. A bundle can have at" + " most " + LONGEST_INLINE + " inline.");
        }
        ObjectNode bundle = object("NamespaceCertificateBundle", name, names);
        ObjectNode spec = bundle.putObject("spec").put("temporalNamespace", temporalNamespace);
        spec.putArray("certificates").addObject().put("inline", cas);
        names.connection().ifPresent(connection -> {
            ObjectNode cloud = spec.putObject("cloud");
            cloud.putObject("connectionRef").put("name", connection);
            cloud.put("mode", "Observe");
        });
        return bundle;
    }

    private static ObjectNode filter(String name, String bundle, Map<String, String> fields, Names names) {
        ObjectNode filter = object("CertificateFilter", name, names);
        ObjectNode spec = filter.putObject("spec");
        spec.putObject("bundleRef").put("name", bundle);
        fields.forEach(spec::put);
        return filter;
    }

    private static ObjectNode object(String kind, String name, Names names) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", ApiVersion.GROUP + "/" + ApiVersion.VERSION)
                .put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        names.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
        return object;
    }

    /** The fields of each filter that are set, in the order of the API. */
    private static List<Map<String, String>> sorted(List<FilterFields> filters) throws CommandException {
        if (filters.size() > MOST_FILTERS) {
            throw new CommandException(
                    "There are " + filters.size() + " certificate filters. At most " + MOST_FILTERS + " are written.");
        }
        List<Map<String, String>> all = new ArrayList<>();
        for (FilterFields filter : filters) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put(FilterFields.COMMON_NAME, filter.commonName());
            fields.put(FilterFields.ORGANIZATION, filter.organization());
            fields.put(FilterFields.ORGANIZATIONAL_UNIT, filter.organizationalUnit());
            fields.put(FilterFields.SUBJECT_ALTERNATIVE_NAME, filter.subjectAlternativeName());
            fields.values().removeIf(value -> value == null || value.isEmpty());
            for (Map.Entry<String, String> field : fields.entrySet()) {
                check(field.getKey(), field.getValue());
            }
            all.add(fields);
        }
        return all.stream()
                .distinct()
                .sorted(Comparator.comparing((Map<String, String> fields) -> fields.toString()))
                .toList();
    }

    private static void check(String field, String value) throws CommandException {
        boolean halved = value.codePoints()
                .anyMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
        if (halved || value.length() > LONGEST_FIELD) {
            throw new CommandException("A certificate filter has the " + field + " " + DisplayText.quoted(value, SHOWN)
                    + ", which no CertificateFilter can have: "
                    + (halved ? "it is not valid Unicode." : "it has more than " + LONGEST_FIELD + " characters."));
        }
    }

    /** The text of manifests, as YAML. */
    public static String yaml(List<JsonNode> manifests) {
        StringBuilder text = new StringBuilder();
        try {
            for (JsonNode manifest : manifests) {
                text.append(YAML.writeValueAsString(manifest));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The manifests in a text. */
    public static List<JsonNode> read(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
