package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;

/**
 * Who makes a call, for a fair share of the requests.
 *
 * @param kubernetesNamespace the namespace of the bundle
 * @param priority changes by users come before periodic checks
 */
public record Caller(String kubernetesNamespace, Priority priority) {
    /** The caller of a call for a bundle. */
    static Caller of(NamespaceCertificateBundle bundle, Priority priority) {
        return new Caller(bundle.getMetadata().getNamespace(), priority);
    }

    /** Order of the calls. */
    public enum Priority {
        CHANGE,
        CHECK
    }
}
