package dev.namespacecerts.api.v1alpha1;

/** Patterns of names in Kubernetes. */
public final class KubernetesName {
    /** DNS subdomain, RFC 1123: names of ConfigMaps, Secrets and custom resources. */
    public static final String SUBDOMAIN = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** A key of a ConfigMap or Secret. */
    static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

    private KubernetesName() {}
}
