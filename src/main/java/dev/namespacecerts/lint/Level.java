package dev.namespacecerts.lint;

/** Weight of a finding. A Note never fails a run. */
public enum Level {
    Error,
    Warning,
    Note
}
