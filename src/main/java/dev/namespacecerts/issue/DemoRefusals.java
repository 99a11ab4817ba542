package dev.namespacecerts.issue;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Reasons why the Secrets of demo certificates cannot be written, for the condition. The bundle is still evaluated. */
final class DemoRefusals {
    static final DemoOutcome.Refusal DISABLED = new DemoOutcome.Refusal(
            "Disabled",
            "This operator was installed without demo certificates. Use spec.certificates instead of spec.demo, or ask an"
                    + " administrator to set demo.enabled=true in the chart.");

    private static final int UNPROCESSABLE = 422;

    private DemoRefusals() {}

    /**
     * Translates a rejected request for a Secret into a message for users.
     *
     * @throws KubernetesClientException if the request was not rejected
     */
    static DemoOutcome.Refusal of(KubernetesClientException e, String secret) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new DemoOutcome.Refusal(
                        "Forbidden",
                        "The operator is not allowed to write Secret \"" + secret
                                + "\". Grant it get, create, update and delete on Secrets in this Kubernetes namespace, and"
                                + " check whether a quota or an admission policy rejects the Secret.");
            case UNPROCESSABLE ->
                new DemoOutcome.Refusal(
                        "NotWritable",
                        "Secret \"" + secret
                                + "\" cannot be written: it is immutable, or an admission policy rejects it. Delete the Secret,"
                                + " or change the policy. The operator then creates the Secret again.");
            default -> throw e;
        };
    }

    /** The same for the Secret of an authority, whose root is lost with it. */
    static DemoOutcome.Refusal ofAuthority(KubernetesClientException e, String secret) {
        DemoOutcome.Refusal refusal = of(e, secret);
        return e.getCode() == UNPROCESSABLE
                ? new DemoOutcome.Refusal(
                        refusal.reason(),
                        refusal.message() + " A new root replaces a deleted one, and the leaves are reissued.")
                : refusal;
    }
}
