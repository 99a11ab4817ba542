package dev.namespacecerts.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.sync.CloudFilter;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bundle for the resource {@code temporalcloud_namespace} of Terraform: locals of a {@code .tf} file, or variables of a {@code
 * .auto.tfvars.json} file. A filter has all four attributes, so that all filters have one type; no filters are null, as the
 * provider reads them back.
 */
final class TerraformFiles {
    static final String TF = "tf";
    static final String TFVARS = "tfvars";

    private static final String CA = "accepted_client_ca";
    private static final String FILTERS = "certificate_filters";

    private TerraformFiles() {}

    static List<ExportedFile> of(ExportedBundle bundle) {
        String name = local(bundle.name());
        return List.of(
                new ExportedFile(TF, name + ".tf", locals(name, bundle)),
                new ExportedFile(TFVARS, name + ".auto.tfvars.json", variables(bundle)));
    }

    /** Why Terraform would change a filter: it normalises every text. */
    static Optional<String> problem(ExportedBundle bundle) {
        return bundle.filters().stream()
                .flatMap(filter -> attributes(filter).values().stream())
                .filter(value -> value != null && !Normalizer.isNormalized(value, Normalizer.Form.NFC))
                .findFirst()
                .map(value ->
                        "Terraform normalises text to Unicode Normalization Form C, which would change the filter value "
                                + HclText.quoted(value) + ". Such a value would match other clients.");
    }

    /** The name of a bundle as an identifier. */
    private static String local(String name) {
        String identifier = name.replaceAll("[^A-Za-z0-9]", "_");
        return identifier.matches("[A-Za-z].*") ? identifier : "bundle_" + identifier;
    }

    private static String locals(String name, ExportedBundle bundle) {
        StringBuilder text = new StringBuilder("# Written by ncb export. In the resource temporalcloud_namespace:\n")
                .append("#   " + CA + "  = local." + name + "." + CA + "\n")
                .append("#   " + FILTERS + " = local." + name + "." + FILTERS + "\n")
                .append("locals {\n  " + name + " = {\n")
                .append("    " + CA + " = \"" + bundle.base64() + "\"\n")
                .append("    " + FILTERS + " = ");
        if (bundle.filters().isEmpty()) {
            text.append("null\n");
        } else {
            text.append("[\n");
            bundle.filters().forEach(filter -> text.append(object(filter)));
            text.append("    ]\n");
        }
        return text.append("  }\n}\n").toString();
    }

    private static String object(CloudFilter filter) {
        StringBuilder text = new StringBuilder("      {\n");
        attributes(filter)
                .forEach((attribute, value) -> text.append(String.format(
                        "        %-24s = %s\n", attribute, value == null ? "null" : HclText.quoted(value))));
        return text.append("      },\n").toString();
    }

    /** Not a template, other than in a {@code .tf} file: Terraform takes the texts of such a file as they are. */
    private static String variables(ExportedBundle bundle) {
        ObjectNode variables = JsonNodeFactory.instance.objectNode().put(CA, bundle.base64());
        if (bundle.filters().isEmpty()) {
            variables.putNull(FILTERS);
        } else {
            var list = variables.putArray(FILTERS);
            bundle.filters().forEach(filter -> attributes(filter).forEach(list.addObject()::put));
        }
        return JsonText.of(variables);
    }

    /** The attributes of a filter in the provider; null if not set. */
    private static Map<String, String> attributes(CloudFilter filter) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("common_name", orNull(filter.commonName()));
        attributes.put("organization", orNull(filter.organization()));
        attributes.put("organizational_unit", orNull(filter.organizationalUnit()));
        attributes.put("subject_alternative_name", orNull(filter.subjectAlternativeName()));
        return attributes;
    }

    private static String orNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
