package dev.namespacecerts.lint;

import java.time.Instant;

/**
 * How to judge.
 *
 * @param now the day to judge for
 * @param strict whether an object that is not among the manifests is an Error, as in a cluster without it
 */
public record LintOptions(Instant now, boolean strict) {}
