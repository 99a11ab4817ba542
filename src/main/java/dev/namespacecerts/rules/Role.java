package dev.namespacecerts.rules;

/** Position of a CA certificate in its chain. */
public enum Role {
    Root,
    Intermediate
}
