package dev.namespacecerts.api.v1alpha1;

/** Whether the operator works on an object. */
public enum Reconciliation {
    Active,
    Suspended
}
