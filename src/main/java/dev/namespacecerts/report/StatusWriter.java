package dev.namespacecerts.report;

import dev.namespacecerts.watch.OwnStatuses;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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
 * Writes the whole status of an object if it differs. Does not use server-side apply, which would keep fields that other writers
 * added to the status.
 *
 * <p>Bypasses the SDK's status patch, whose cache of recent writes can swallow the event of a concurrent spec change
 * (java-operator-sdk issue 3398). The write has the resource version that was evaluated, so that a verdict is never written to
 * a newer object; the event of that version triggers the next reconciliation.
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

    /** Result of a write. */
    public enum Result {
        WRITTEN,
        /** The status did not differ. */
        UNCHANGED,
        /** The object has changed since it was read: evaluate it again. */
        OUTDATED,
        /** The object was deleted. */
        GONE
    }

    /**
     * Writes a status.
     *
     * @param evaluated the object that was evaluated; not modified
     * @throws KubernetesClientException if the API server rejects the write or does not answer
     */
    public <S, T extends CustomResource<?, S>> Result write(T evaluated, S status) {
        if (Objects.equals(evaluated.getStatus(), status)) {
            return OwnStatuses.isBehind(evaluated) ? Result.OUTDATED : Result.UNCHANGED;
        }
        OwnStatuses.writing(evaluated, status);
        try {
            OwnStatuses.written(client.resource(identity(evaluated))
                    .subresource("status")
                    .patch(JSON_PATCH, patch(evaluated, status)));
            return Result.WRITTEN;
        } catch (KubernetesClientException e) {
            OwnStatuses.failed(evaluated);
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> Result.OUTDATED;
                case HttpURLConnection.HTTP_NOT_FOUND -> Result.GONE;
                default -> throw e;
            };
        }
    }

    /** The client copies what it is given, by way of JSON. */
    @SuppressWarnings("unchecked")
    private static <T extends CustomResource<?, ?>> T identity(T evaluated) {
        try {
            T identity = (T) evaluated.getClass().getDeclaredConstructor().newInstance();
            identity.setMetadata(new ObjectMetaBuilder()
                    .withName(evaluated.getMetadata().getName())
                    .withNamespace(evaluated.getMetadata().getNamespace())
                    .build());
            return identity;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With another resource version than the object's, the API server answers with a conflict. */
    private String patch(CustomResource<?, ?> evaluated, Object status) {
        String version = evaluated.getMetadata().getResourceVersion();
        return client.getKubernetesSerialization()
                .asJson(List.of(
                        Map.of("op", "replace", "path", "/metadata/resourceVersion", "value", version),
                        Map.of("op", "add", "path", "/status", "value", status)));
    }
}
