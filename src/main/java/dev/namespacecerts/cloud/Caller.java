package dev.namespacecerts.cloud;

/**
 * Who makes a call, for a fair share of the requests.
 *
 * @param kubernetesNamespace the namespace of the bundle
 * @param priority changes by users come before periodic checks
 */
public record Caller(String kubernetesNamespace, Priority priority) {
    /** Order of the calls. */
    public enum Priority {
        CHANGE,
        CHECK
    }
}
