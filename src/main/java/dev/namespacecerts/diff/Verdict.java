package dev.namespacecerts.diff;

/** The verdict on a bundle in one version. */
public enum Verdict {
    /** There is no such bundle. */
    Absent,
    /** The bundle is there, but cannot be evaluated: see the findings. */
    Unreadable,
    /** A rule has an Error. */
    Invalid,
    Valid
}
