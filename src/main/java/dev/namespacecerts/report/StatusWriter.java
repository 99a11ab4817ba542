package dev.namespacecerts.report;

import dev.namespacecerts.watch.OwnStatuses;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the whole status of an object, and only when it differs. Not by server-side apply, which would leave every field that
 * somebody else wrote into the status and the operator does not.
 *
 * <p>The write goes past the SDK's own status patch, which keeps a cache of recent writes that can swallow the event of a
 * spec change made meanwhile (java-operator-sdk issue 3398). It carries the resource version that was judged, so that a
 * verdict never lands on a newer object: that one's own event brings the operator back.
 */
@ApplicationScoped
public class StatusWriter {
    /** Owner of every field that the operator writes. */
    public static final String FIELD_MANAGER = "namespace-certificate-operator";

    private static final PatchContext JSON_PATCH = new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(FIELD_MANAGER)
            .build();

    private final KubernetesClient client;

    public StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /** What became of a write. */
    public enum Result {
        WRITTEN,
        /** The status already was so. */
        UNCHANGED,
        /** The object has changed since it was read: judge it again. */
        OUTDATED,
        /** The object is no longer there. */
        GONE
    }

    /**
     * Writes a status.
     *
     * @param judged the object as it was judged; not changed
     * @throws KubernetesClientException when the API server refuses or cannot be reached
     */
    public <S, T extends CustomResource<?, S>> Result write(T judged, S status) {
        if (Objects.equals(judged.getStatus(), status)) {
            return Result.UNCHANGED;
        }
        OwnStatuses.writing(judged, status);
        try {
            OwnStatuses.written(client.resource(judged).subresource("status").patch(JSON_PATCH, patch(judged, status)));
            return Result.WRITTEN;
        } catch (KubernetesClientException e) {
            OwnStatuses.forget(judged);
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> Result.OUTDATED;
                case HttpURLConnection.HTTP_NOT_FOUND -> Result.GONE;
                default -> throw e;
            };
        }
    }

    /** With another resource version than the object's, the API server answers with a conflict. */
    private String patch(CustomResource<?, ?> judged, Object status) {
        String version = judged.getMetadata().getResourceVersion();
        return client.getKubernetesSerialization()
                .asJson(List.of(
                        Map.of("op", "replace", "path", "/metadata/resourceVersion", "value", version),
                        Map.of("op", "add", "path", "/status", "value", status)));
    }
}
