package dev.namespacecerts.json;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Requests only the metadata of ConfigMaps that are listed or watched, and of the Secrets of connections. A cluster has many
 * ConfigMaps, and the operator needs the data of few. A connection has an API key, which no cache may have. A server without
 * support for that returns the complete objects.
 */
public final class MetadataOnly implements Interceptor {
    private static final String FORM = "application/json;as=%s;g=meta.k8s.io;v=v1,application/json";

    private static final String CONNECTIONS = "labelSelector=namespacecerts.dev/connection";

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String query = String.valueOf(request.uri().getQuery());
        String path = request.uri().getPath();
        boolean connections = path.endsWith("/secrets") && query.contains(CONNECTIONS);
        if ((path.endsWith("/configmaps") || connections)
                && (request.method() == null || request.method().equals("GET"))) {
            boolean watch = query.contains("watch=true");
            builder.setHeader("Accept", FORM.formatted(watch ? "PartialObjectMetadata" : "PartialObjectMetadataList"));
        }
    }
}
