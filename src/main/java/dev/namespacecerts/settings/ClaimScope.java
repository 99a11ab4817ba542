package dev.namespacecerts.settings;

/** Among which bundles a release decides who claims a Temporal Namespace. */
public enum ClaimScope {
    /** Among those in the Kubernetes namespaces that it watches. */
    Watched,
    /** Among all bundles of the cluster. It needs permission to list and watch bundles in all Kubernetes namespaces. */
    Cluster;

    /** Setting with the scope. */
    public static final String SETTING = "namespacecerts.claim-scope";
}
