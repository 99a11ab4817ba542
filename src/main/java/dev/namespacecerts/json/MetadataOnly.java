package dev.namespacecerts.json;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Optional;

/**
 * Requests only metadata where that is enough. A server without support for that returns the complete objects.
 *
 * <ul>
 *   <li>ConfigMaps that are listed or watched: a cluster has many, and the operator needs the data of few.
 *   <li>Secrets of connections: they have an API key, which no cache may have.
 *   <li>Answers to writes of statuses, ConfigMaps and Events: the operator knows what it wrote, but for the version.
 * </ul>
 */
public final class MetadataOnly implements Interceptor {
    private static final String FORM = "application/json;as=%s;g=meta.k8s.io;v=v1,application/json";
    private static final String OBJECT = "PartialObjectMetadata";
    private static final String LIST = "PartialObjectMetadataList";
    private static final String CONNECTIONS = "labelSelector=namespacecerts.dev/connection";

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String path = request.uri().getPath();
        String query = String.valueOf(request.uri().getQuery());
        form(request.method() == null ? "GET" : request.method(), path, query)
                .ifPresent(form -> builder.setHeader("Accept", FORM.formatted(form)));
    }

    private static Optional<String> form(String method, String path, String query) {
        boolean metadata = switch (method) {
            case "GET" -> path.endsWith("/configmaps") || (path.endsWith("/secrets") && query.contains(CONNECTIONS));
            case "POST" -> path.endsWith("/configmaps") || path.endsWith("/events");
            case "PUT" -> path.contains("/configmaps/");
            case "PATCH" -> path.endsWith("/status");
            default -> false;
        };
        boolean isList = method.equals("GET") && !query.contains("watch=true");
        return metadata ? Optional.of(isList ? LIST : OBJECT) : Optional.empty();
    }
}
