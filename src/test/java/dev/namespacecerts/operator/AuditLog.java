package dev.namespacecerts.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What was asked of an API server, and by whom: its audit log. */
final class AuditLog {
    private static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules: [{level: Metadata}]
            """;

    private final Path log;
    private final Path policy;

    AuditLog(Path folder) throws IOException {
        log = folder.resolve("audit.log");
        policy = Files.writeString(folder.resolve("audit-policy.yaml"), POLICY);
    }

    /** The flags of a kube-apiserver that writes it. */
    String[] flags() {
        return new String[] {"--audit-policy-file=" + policy, "--audit-log-path=" + log};
    }

    /** The verbs that a user used on resources, for example {@code patch certificatefilters.namespacecerts.dev/status}. */
    Set<String> usedBy(String user) {
        Set<String> used = new TreeSet<>();
        ObjectMapper mapper = new ObjectMapper();
        try {
            for (String line : Files.readAllLines(log)) {
                JsonNode event = mapper.readTree(line);
                if (event.path("user").path("username").asText().equals(user) && event.has("objectRef")) {
                    JsonNode object = event.get("objectRef");
                    used.add(permission(
                            event.get("verb").asText(),
                            object.path("apiGroup").asText(),
                            object.path("resource").asText()
                                    + (object.has("subresource")
                                            ? "/" + object.get("subresource").asText()
                                            : "")));
                }
            }
            return used;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A verb on a resource, written as above. */
    static String permission(String verb, String group, String resource) {
        String[] parts = resource.split("/");
        return verb + " " + parts[0] + (group.isEmpty() ? "" : "." + group) + (parts.length > 1 ? "/" + parts[1] : "");
    }
}
