package dev.namespacecerts.rules;

/** Severity of a violation. */
public enum Severity {
    /** Temporal Cloud would reject the bundle, filter or client. */
    Error,
    /** It works today, but may fail later. */
    Warning
}
