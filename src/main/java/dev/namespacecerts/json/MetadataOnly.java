package dev.namespacecerts.json;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /** The last parts of a path: resource, name and subresource. */
    private static final Pattern PATH =
            Pattern.compile(".*?/(?:api/v1|apis/[^/]+/[^/]+)(?:/namespaces/[^/]+)?/([^/]+)(?:/([^/]+)(?:/([^/]+))?)?");

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        Matcher path = PATH.matcher(request.uri().getPath());
        if (path.matches()) {
            String method = request.method() == null ? "GET" : request.method();
            String query = String.valueOf(request.uri().getQuery());
            form(method, path.group(1), path.group(2), path.group(3), query)
                    .ifPresent(form -> builder.setHeader("Accept", FORM.formatted(form)));
        }
    }

    private static Optional<String> form(
            String method, String resource, @Nullable String name, @Nullable String subresource, String query) {
        boolean configMaps = resource.equals("configmaps");
        boolean metadata = switch (method) {
            case "GET" -> name == null && (configMaps || (resource.equals("secrets") && query.contains(CONNECTIONS)));
            case "POST" -> name == null && (configMaps || resource.equals("events"));
            case "PUT" -> name != null && configMaps;
            case "PATCH" -> "status".equals(subresource);
            default -> false;
        };
        boolean isList = method.equals("GET") && !query.contains("watch=true");
        return metadata ? Optional.of(isList ? LIST : OBJECT) : Optional.empty();
    }
}
