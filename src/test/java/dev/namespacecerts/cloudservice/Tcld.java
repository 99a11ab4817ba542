package dev.namespacecerts.cloudservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.testing.GoProgram;
import dev.namespacecerts.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The command line of Temporal Cloud as people use it, built from its module. */
public final class Tcld {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final String key;
    private final Path home;
    private final Path root;

    /** @param folder for its configuration and for files that it reads */
    public Tcld(TemporalCloud cloud, String key, Path folder) {
        address = cloud.address();
        this.key = key;
        home = folder;
        root = write("root.pem", TemporalCloud.ca());
    }

    /** SHA-1 fingerprints of the accepted CAs, in order. */
    public List<String> caList(String namespace) {
        return elements(json(raw("namespace", "accepted-client-ca", "list", "--namespace", namespace))).stream()
                .map(ca -> ca.get("fingerprint").asText())
                .toList();
    }

    public void caAdd(String namespace, String pem) {
        ca("add", namespace, pem);
    }

    /** @param fingerprint SHA-1 */
    public void caRemove(String namespace, String fingerprint) {
        raw(
                "namespace",
                "accepted-client-ca",
                "remove",
                "--namespace",
                namespace,
                "--ca-certificate-fingerprint",
                fingerprint);
    }

    /** Replaces all CAs by PEM, which it sends as it is given. */
    public void caSet(String namespace, String pem) {
        ca("set", namespace, pem);
    }

    private void ca(String command, String namespace, String pem) {
        raw(
                "namespace",
                "accepted-client-ca",
                command,
                "--namespace",
                namespace,
                "--ca-certificate-file",
                write("ca.pem", pem).toString());
    }

    /** The filters, in order, without the fields that a filter does not have. */
    public List<Map<String, String>> filtersExport(String namespace) {
        JsonNode filters = json(raw("namespace", "certificate-filters", "export", "--namespace", namespace))
                .path("filters");
        return elements(filters).stream().map(Tcld::fields).toList();
    }

    /** Replaces all filters by JSON, such as {@code {"filters": [{"commonName": "worker"}]}}. */
    public void filtersImport(String namespace, String json) {
        raw("namespace", "certificate-filters", "import", "--namespace", namespace, "--certificate-filter-input", json);
    }

    public void filtersClear(String namespace) {
        raw("namespace", "certificate-filters", "clear", "--namespace", namespace);
    }

    /** Runs it. @throws AssertionError with its output if it fails */
    public String raw(String... arguments) {
        return Tool.run(command(arguments));
    }

    /** Runs it where it may fail. */
    public Tool.Result tryTo(String... arguments) {
        return Tool.tryTo(command(arguments));
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "TEMPORAL_CLOUD_API_SERVER",
                        address,
                        "TEMPORAL_CLOUD_API_KEY",
                        key,
                        "AUTO_CONFIRM",
                        "true",
                        "SSL_CERT_FILE",
                        root.toString(),
                        "HOME",
                        home.toString()));
        return builder;
    }

    /** Where the program is, built if need be. */
    public static Path program() {
        return GoProgram.tool("tcld", "github.com/temporalio/tcld/cmd/tcld", "").file();
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("tcld printed no JSON: " + text, e);
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static Map<String, String> fields(JsonNode filter) {
        Map<String, String> fields = new TreeMap<>();
        filter.fields().forEachRemaining(field -> {
            if (!field.getValue().asText().isEmpty()) {
                fields.put(field.getKey(), field.getValue().asText());
            }
        });
        return fields;
    }
}
