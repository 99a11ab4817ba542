package dev.namespacecerts.output;

/** A format of findings. Names are the values of {@code --format}. */
public enum Format {
    /** For people. */
    text,
    /** For programs: {@code docs/lint.schema.json}. */
    json,
    /** Annotations of GitHub Actions. */
    github
}
