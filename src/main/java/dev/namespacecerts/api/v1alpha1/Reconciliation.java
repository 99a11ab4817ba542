package dev.namespacecerts.api.v1alpha1;

/** Whether the operator reconciles an object. */
public enum Reconciliation {
    Active,
    Suspended
}
