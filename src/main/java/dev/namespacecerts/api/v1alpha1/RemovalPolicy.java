package dev.namespacecerts.api.v1alpha1;

/** When a CA that left the spec leaves what is published. */
public enum RemovalPolicy {
    Immediate,
    WaitForClients
}
