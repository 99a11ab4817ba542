package dev.namespacecerts.report;

import dev.namespacecerts.watch.OwnStatuses;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.Objects;

/**
 * Writes the status of an object by server-side apply, and only when it differs.
 *
 * <p>The write goes past the SDK's own status patch, which keeps a cache of recent writes that can swallow the event of a
 * spec change made meanwhile (java-operator-sdk issue 3398). It carries the resource version that was judged, so that a
 * verdict never lands on a newer object: that one's own event brings the operator back.
 */
@ApplicationScoped
public class StatusWriter {
    /** Owner of every field that the operator writes. */
    public static final String FIELD_MANAGER = "namespace-certificate-operator";

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
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
     * @param fresh an empty object of the same kind, to carry the status
     * @throws KubernetesClientException when the API server refuses or cannot be reached
     */
    public <S, T extends CustomResource<?, S>> Result write(T judged, S status, T fresh) {
        if (Objects.equals(judged.getStatus(), status)) {
            return Result.UNCHANGED;
        }
        fresh.setMetadata(identity(judged.getMetadata()));
        fresh.setStatus(status);
        OwnStatuses.writing(judged, status);
        try {
            OwnStatuses.written(client.resource(fresh).subresource("status").patch(APPLY));
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

    private static ObjectMeta identity(ObjectMeta meta) {
        return new ObjectMetaBuilder()
                .withName(meta.getName())
                .withNamespace(meta.getNamespace())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .build();
    }
}
