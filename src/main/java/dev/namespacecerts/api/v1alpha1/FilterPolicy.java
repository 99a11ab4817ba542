package dev.namespacecerts.api.v1alpha1;

/** Whether a bundle requires filters. */
public enum FilterPolicy {
    Optional,
    Required
}
