package dev.namespacecerts.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was asked of an API server, and by whom: its audit log. */
public final class AuditLog {
    private static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules: [{level: Metadata}]
            """;

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    private final Path log;

    /**
     * A write that was asked for.
     *
     * @param credential the token that it was asked with, by its id
     * @param object its Kubernetes namespace and name
     * @param received when the request arrived
     * @param answered when it was answered
     */
    public record Write(
            String credential, String permission, String object, Instant received, Instant answered, int code) {
        public boolean isOfLease() {
            return permission.endsWith(" leases.coordination.k8s.io");
        }

        public boolean isSuccess() {
            return code < 300;
        }
    }

    /** One that an API server already writes. */
    public AuditLog(Path log) {
        this.log = log;
    }

    /** The flags of a kube-apiserver that writes it. */
    String[] flags() throws IOException {
        Path policy = Files.writeString(log.resolveSibling("audit-policy.yaml"), POLICY);
        return new String[] {"--audit-policy-file=" + policy, "--audit-log-path=" + log};
    }

    /** The verbs that a user used on resources, for example {@code patch certificatefilters.namespacecerts.dev/status}. */
    Set<String> usedBy(String user) {
        Set<String> used = new TreeSet<>();
        eventsOf(user).forEach(event -> used.add(permission(event)));
        return used;
    }

    /** The writes of a user, in the order in which they were answered. */
    public List<Write> writesOf(String user) {
        return eventsOf(user).stream()
                .filter(event -> WRITES.contains(event.get("verb").asText()))
                .map(event -> new Write(
                        event.at("/user/extra/authentication.kubernetes.io~1credential-id/0")
                                .asText(),
                        permission(event),
                        event.at("/objectRef/namespace").asText() + "/"
                                + event.at("/objectRef/name").asText(),
                        Instant.parse(event.get("requestReceivedTimestamp").asText()),
                        Instant.parse(event.get("stageTimestamp").asText()),
                        event.at("/responseStatus/code").asInt()))
                .filter(write -> !write.permission().contains(".authorization.k8s.io"))
                .toList();
    }

    /** The writes of replicas with the token of one ServiceAccount that arrived after another had acquired the Lease. */
    public List<Write> writesWithoutLease(String user) {
        List<Write> all = writesOf(user);
        List<Write> acquisitions = all.stream()
                .filter(write -> write.isOfLease() && write.isSuccess())
                .sorted(Comparator.comparing(Write::answered))
                .toList();
        List<Write> without = new ArrayList<>();
        for (Write write : all) {
            String holder = null;
            for (Write acquisition : acquisitions) {
                if (acquisition.answered().isAfter(write.received())) {
                    break;
                }
                holder = acquisition.credential();
            }
            if (!write.isOfLease() && !write.credential().equals(holder)) {
                without.add(write);
            }
        }
        return without;
    }

    private List<JsonNode> eventsOf(String user) {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> events = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(log)) {
                JsonNode event = mapper.readTree(line);
                if (event.path("user").path("username").asText().equals(user) && event.has("objectRef")) {
                    events.add(event);
                }
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String permission(JsonNode event) {
        JsonNode object = event.get("objectRef");
        return permission(
                event.get("verb").asText(),
                object.path("apiGroup").asText(),
                object.path("resource").asText()
                        + (object.has("subresource")
                                ? "/" + object.get("subresource").asText()
                                : ""));
    }

    /** A verb on a resource, written as above. */
    static String permission(String verb, String group, String resource) {
        String[] parts = resource.split("/");
        return verb + " " + parts[0] + (group.isEmpty() ? "" : "." + group) + (parts.length > 1 ? "/" + parts[1] : "");
    }
}
