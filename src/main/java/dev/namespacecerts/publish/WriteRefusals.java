package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.PublishedObject;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Reasons why the API server does not let the operator write a target, for the condition Published. */
final class WriteRefusals {
    static final int UNPROCESSABLE = 422;

    private WriteRefusals() {}

    /**
     * Translates a rejected request into a result for users.
     *
     * @param target null if the spec has no publish
     * @throws KubernetesClientException if the request was not rejected
     */
    static Publication of(Target target, PublishedObject before, KubernetesClientException e) {
        String where = target == null ? "the published object" : target.toString();
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_CONFLICT ->
                Publication.later(
                        "Conflict",
                        "Another writer changed " + where + " at the same time. The operator tries again.",
                        before);
            case HttpURLConnection.HTTP_FORBIDDEN ->
                Publication.later(
                        "Forbidden",
                        "The API server forbids the operator to write " + where
                                + ", or to delete an earlier target. Ask an administrator to grant its ServiceAccount get,"
                                + " create, update and delete, and to check quotas and admission policies.",
                        before);
            case UNPROCESSABLE ->
                Publication.held(
                        "NotWritable",
                        "The API server rejects a change of " + where + " as invalid. Check the admission policies.",
                        true,
                        before);
            default -> throw e;
        };
    }

    /** A write that the API server rejects as invalid. @param exists whether the target does */
    static Publication notWritable(Target target, boolean exists, PublishedObject before) {
        String message = exists
                ? "The API server rejects the update of " + target
                        + " as invalid. Check the admission policies, or delete the"
                        + " object; the operator then creates it again."
                : "The API server rejects the creation of " + target + " as invalid. Check the admission policies.";
        return Publication.held("NotWritable", message, true, before);
    }
}
