package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the ConfigMaps and Secrets that a kustomization generates. */
final class Generator {
    static final String HAS_HASH = "is generated with a hash in its name";
    static final String DISABLE_HASH =
            "Set disableNameSuffixHash: kustomize does not add the hash to the names in bundles.";
    static final String IS_UNKNOWN = "is generated from what lint does not read";

    private final Kustomization kustomization;
    private final Kustomization.Entry entry;
    private final boolean secret;
    private final Function<Path, Optional<FileTree.Found>> files;
    private final BoundedFiles reader;
    private final ObjectNode object = JsonNodeFactory.instance.objectNode();
    private final Marks marks = new Marks();
    private boolean complete = true;

    /** @param files finds a file that may be read */
    Generator(
            Kustomization kustomization,
            Kustomization.Entry entry,
            Function<Path, Optional<FileTree.Found>> files,
            BoundedFiles reader) {
        this.kustomization = kustomization;
        this.entry = entry;
        this.secret = entry.path().startsWith("secret");
        this.files = files;
        this.reader = reader;
    }

    String kind() {
        return secret ? "Secret" : "ConfigMap";
    }

    String name() {
        return entry.value().path("name").asText("");
    }

    /** Whether it changes an object that is there. */
    boolean isMerged() {
        return entry.value().hasNonNull("behavior")
                && !entry.value().path("behavior").asText().equals("create");
    }

    Place place() {
        return kustomization.place(entry.path());
    }

    Item generate(Unit unit) {
        marks.copy("", kustomization.marks(), entry.path());
        object.put("apiVersion", "v1").put("kind", kind());
        ObjectNode metadata = object.putObject("metadata").put("name", name());
        String namespace = entry.value().path("namespace").asText("");
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        labels(metadata, kustomization.content().path("generatorOptions"));
        labels(metadata, entry.value().path("options"));
        if (secret) {
            object.put("type", entry.value().path("type").asText("Opaque"));
        }
        data();
        Item item = Item.of(new Document(kustomization.file().shown(), unit, object, marks, List.of()));
        return complete
                ? hashed() ? item.unjudged(place(), HAS_HASH, DISABLE_HASH) : item
                : item.unjudged(place(), IS_UNKNOWN, Kustomizations.BUILD);
    }

    private boolean hashed() {
        return !isHashDisabled(kustomization.content().path("generatorOptions"))
                && !isHashDisabled(entry.value().path("options"));
    }

    private static boolean isHashDisabled(JsonNode options) {
        return options.path("disableNameSuffixHash").asBoolean();
    }

    private static void labels(ObjectNode metadata, JsonNode options) {
        if (options.path("labels").isObject()) {
            metadata.withObject("labels").setAll((ObjectNode) options.get("labels"));
        }
    }

    private void data() {
        complete = !entry.value().has("env") && !entry.value().has("envs");
        int index = 0;
        for (JsonNode file : entry.value().path("files")) {
            file(file.asText());
        }
        for (JsonNode literal : entry.value().path("literals")) {
            literal(literal.asText(), entry.path() + ".literals[" + index++ + "]");
        }
    }

    private void literal(String text, String path) {
        int equals = text.indexOf('=');
        if (equals <= 0 || !reader.mayGenerate(text.length())) {
            complete = false;
            return;
        }
        Optional<String> value = unquoted(text.substring(equals + 1));
        if (value.isEmpty()) {
            complete = false;
            return;
        }
        String key = text.substring(0, equals);
        put(key, value.get());
        marks.copy(Marks.child(texts(), key), kustomization.marks(), path);
    }

    /** One pair of quotes is not part of the value. Versions of kustomize differ in what they do with others. */
    private static Optional<String> unquoted(String text) {
        int end = text.length() - 1;
        boolean pair = end > 0 && isQuote(text.charAt(0)) && text.charAt(0) == text.charAt(end);
        String value = pair ? text.substring(1, end) : text;
        boolean more = !value.isEmpty() && (isQuote(value.charAt(0)) || isQuote(value.charAt(value.length() - 1)));
        return more ? Optional.empty() : Optional.of(value);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    /** As {@code path} or {@code key=path}. */
    private void file(String text) {
        int equals = text.indexOf('=');
        Optional<FileTree.Found> file = kustomization
                .resolve(JsonNodeFactory.instance.textNode(text.substring(equals + 1)))
                .flatMap(files);
        Optional<byte[]> bytes = file.flatMap(reader::value);
        if (bytes.isEmpty()) {
            complete = false;
            return;
        }
        String key = equals > 0
                ? text.substring(0, equals)
                : String.valueOf(file.get().path().getFileName());
        try {
            put(
                    key,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.get()))
                            .toString());
            marks.file(Marks.child(texts(), key), file.get().shown());
        } catch (CharacterCodingException e) {
            object.withObject(secret ? "data" : "binaryData")
                    .put(key, Base64.getEncoder().encodeToString(bytes.get()));
        }
    }

    private void put(String key, String text) {
        object.withObject(texts()).put(key, text);
    }

    private String texts() {
        return secret ? "stringData" : "data";
    }
}
