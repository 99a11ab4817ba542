package dev.namespacecerts.cloudservice;

import com.google.protobuf.Message;
import io.grpc.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A request that the service received. */
public final class Request {
    private final String method;
    private final String namespace;
    private final String key;
    private final Map<String, String> headers;
    private final Message message;
    private final Instant at;
    private volatile Status answer;

    Request(String method, String namespace, String key, Map<String, String> headers, Message message, Instant at) {
        this.method = method;
        this.namespace = namespace;
        this.key = key;
        this.headers = headers;
        this.message = message;
        this.at = at;
    }

    /** The method without the service, for example {@code GetNamespace}. */
    public String method() {
        return method;
    }

    /** The Temporal Cloud Namespace; empty if the message names none. */
    public String namespace() {
        return namespace;
    }

    /** The name of the API key, {@code unknown} or {@code none}. */
    public String key() {
        return key;
    }

    /** The header with the API version; null for none. */
    public String version() {
        return headers.get(Calls.VERSION);
    }

    /** All headers of text but the API key. */
    public Map<String, String> headers() {
        return headers;
    }

    public Message message() {
        return message;
    }

    public Instant at() {
        return at;
    }

    /** The status of the answer; absent if there was none. */
    public Optional<Status> answer() {
        return Optional.ofNullable(answer);
    }

    void answered(Status status) {
        answer = status;
    }

    @Override
    public String toString() {
        return at + " " + key + " " + method + " " + namespace + " " + (answer == null ? "-" : answer.getCode());
    }
}
