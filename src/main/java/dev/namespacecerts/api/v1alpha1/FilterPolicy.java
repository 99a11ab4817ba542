package dev.namespacecerts.api.v1alpha1;

/** Whether a bundle may do without filters. */
public enum FilterPolicy {
    Optional,
    Required
}
