package dev.namespacecerts.rules;

/** Place of a CA certificate in its chain. */
public enum Role {
    Root,
    Intermediate
}
