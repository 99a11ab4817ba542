package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.api.v1alpha1.KubernetesName;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the API server refuses in the metadata of an object, apart from its schema. */
final class MetadataCheck {
    private static final Pattern SUBDOMAIN = Pattern.compile(KubernetesName.SUBDOMAIN.replace("$", "\\z"));
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern QUALIFIED = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");

    private static final int LONGEST_SUBDOMAIN = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int ANNOTATIONS_BYTES = 256 * 1024;

    private static final String SUBDOMAIN_RULE =
            "must have at most 253 lower-case letters, digits, '-' or '.', and begin and"
                    + " end with a letter or digit, for example example.com";
    private static final String LABEL_RULE =
            "must have at most 63 lower-case letters, digits or '-', and begin and end with a"
                    + " letter or digit, for example my-name";
    private static final String QUALIFIED_RULE =
            "must have at most 63 letters, digits, '-', '_' or '.', and begin and end with" + " a letter or digit";

    private MetadataCheck() {}

    /** @param metadata of the types that its schema requires */
    static void check(JsonNode metadata, Problems problems) {
        String name = metadata.path("name").asText();
        String generated = metadata.path("generateName").asText();
        if (!generated.isEmpty()) {
            subdomain(masked(generated), generated, "metadata.generateName", problems);
        }
        if (!name.isEmpty()) {
            subdomain(name, name, "metadata.name", problems);
        } else if (generated.isEmpty()) {
            problems.block("metadata.name", "Required value: name or generateName is required");
        }
        String namespace = metadata.path("namespace").asText();
        if (!namespace.isEmpty()
                && (namespace.length() > LONGEST_LABEL
                        || !LABEL.matcher(namespace).matches())) {
            problems.add("metadata.namespace", invalid(namespace) + LABEL_RULE);
        }
        metadata.path("labels").properties().forEach(label -> {
            key(label.getKey(), label.getKey(), "metadata.labels", problems);
            value(label.getKey(), label.getValue().textValue(), problems);
        });
        annotations(metadata.path("annotations"), problems);
        metadata.path("finalizers")
                .forEach(finalizer -> qualified(finalizer.textValue(), "metadata.finalizers", "name", problems));
    }

    /** A hyphen at the end is followed by more characters in the generated name. */
    private static String masked(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 2) + "a" : prefix;
    }

    private static void subdomain(String name, String shown, String path, Problems problems) {
        if (name.length() > LONGEST_SUBDOMAIN || !SUBDOMAIN.matcher(name).matches()) {
            problems.add(path, invalid(shown) + SUBDOMAIN_RULE);
        }
    }

    private static void annotations(JsonNode annotations, Problems problems) {
        long bytes = 0;
        for (var annotation : annotations.properties()) {
            key(annotation.getKey(), annotation.getKey().toLowerCase(Locale.ROOT), "metadata.annotations", problems);
            bytes += bytes(annotation.getKey()) + bytes(annotation.getValue().textValue());
        }
        if (bytes > ANNOTATIONS_BYTES) {
            problems.block(
                    "metadata.annotations", "Too long: " + bytes + " bytes: may not be more than " + ANNOTATIONS_BYTES);
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** @param compared the key in the case in which it is compared with the rule */
    private static void key(String key, String compared, String path, Problems problems) {
        qualified(compared, ShownValue.path(path, key), "key", problems);
    }

    private static void qualified(String key, String path, String what, Problems problems) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? null : key.substring(0, slash);
        String name = key.substring(slash + 1);
        if (prefix != null
                && (prefix.length() > LONGEST_SUBDOMAIN
                        || !SUBDOMAIN.matcher(prefix).matches())) {
            problems.add(path, invalid(key) + "the part of the " + what + " before the slash " + SUBDOMAIN_RULE);
        }
        if (name.length() > LONGEST_LABEL || !QUALIFIED.matcher(name).matches()) {
            problems.add(
                    path,
                    invalid(key) + "the " + what + " " + QUALIFIED_RULE
                            + "; a DNS subdomain and a slash may precede it, for example example.com/my-name");
        }
    }

    private static void value(String key, String value, Problems problems) {
        if (!value.isEmpty()
                && (value.length() > LONGEST_LABEL || !QUALIFIED.matcher(value).matches())) {
            problems.add(
                    ShownValue.path("metadata.labels", key),
                    invalid(value) + "the value of a label is empty or " + QUALIFIED_RULE);
        }
    }

    private static String invalid(String text) {
        return "Invalid value: " + ShownValue.text(text) + ": ";
    }
}
