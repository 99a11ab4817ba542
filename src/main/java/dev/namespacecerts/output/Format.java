package dev.namespacecerts.output;

/** A format of findings. Names are the values of {@code --format}. */
public enum Format {
    /** For people. */
    text,
    /** For programs: {@code docs/lint.schema.json}. */
    json,
    /** SARIF 2.1.0, for code scanning. */
    sarif,
    /** Annotations of GitHub Actions. */
    github,
    /** JUnit XML. */
    junit,
    /** Code quality report of GitLab. */
    gitlab,
    /** Comment on a pull request. */
    markdown
}
