package dev.namespacecerts.json;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Asks for the metadata alone of ConfigMaps that are listed or watched: a cluster has many, and of nearly all nothing else
 * is of interest. A server that does not do so answers with the whole objects.
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
