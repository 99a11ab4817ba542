package dev.namespacecerts.api.v1alpha1;

/** When a CA that was removed from the spec is no longer published. */
public enum RemovalPolicy {
    Immediate,
    WaitForClients
}
