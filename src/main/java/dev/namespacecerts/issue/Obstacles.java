package dev.namespacecerts.issue;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Why the Secrets of demo certificates cannot be written: for the condition, and no reason not to judge the bundle. */
final class Obstacles {
    static final DemoOutcome.Obstacle DISABLED = new DemoOutcome.Obstacle(
            "Disabled",
            "This operator was installed without demo certificates. Remove spec.demo, or set demo.enabled=true in the chart.");

    private static final int UNPROCESSABLE = 422;

    private Obstacles() {}

    /**
     * What the refusal of a request for a Secret says to users.
     *
     * @throws KubernetesClientException where it was no refusal
     */
    static DemoOutcome.Obstacle of(KubernetesClientException e, String secret) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new DemoOutcome.Obstacle(
                        "Forbidden",
                        "The operator may not write Secret \"" + secret
                                + "\". Allow it to get, create, update and delete Secrets in this Kubernetes namespace, and see"
                                + " whether a quota or an admission policy is in the way.");
            case UNPROCESSABLE ->
                new DemoOutcome.Obstacle(
                        "NotWritable",
                        "Secret \"" + secret
                                + "\" cannot be written: it was made immutable, or an admission policy refuses it. Delete it or"
                                + " change the policy, and the operator makes it again.");
            default -> throw e;
        };
    }
}
