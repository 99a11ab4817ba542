package dev.namespacecerts.rules;

/** Whether a violation stands in the way. */
public enum Severity {
    /** Temporal Cloud would refuse it. */
    Error,
    /** It works, for now. */
    Warning
}
