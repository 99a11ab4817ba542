package dev.namespacecerts.json;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Requests only the metadata of ConfigMaps that are listed or watched. A cluster has many, and the operator needs the data of
 * few. A server without support for that returns the complete objects.
 */
public final class MetadataOnly implements Interceptor {
    private static final String FORM = "application/json;as=%s;g=meta.k8s.io;v=v1,application/json";

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (request.uri().getPath().endsWith("/configmaps")
                && (request.method() == null || request.method().equals("GET"))) {
            boolean watch = String.valueOf(request.uri().getQuery()).contains("watch=true");
            builder.setHeader("Accept", FORM.formatted(watch ? "PartialObjectMetadata" : "PartialObjectMetadataList"));
        }
    }
}
