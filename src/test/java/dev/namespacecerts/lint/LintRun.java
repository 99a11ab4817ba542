package dev.namespacecerts.lint;

import dev.namespacecerts.manifest.ManifestReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Runs lint in tests. */
final class LintRun {
    static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private LintRun() {}

    /** Of standard input. */
    static LintResult of(String manifests) {
        return of(manifests, false);
    }

    static LintResult of(String manifests, boolean strict) {
        InputStream in = new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8));
        return Linter.lint(ManifestReader.read(List.of("-"), List.of(), in), new LintOptions(NOW, strict));
    }

    static LintResult of(Path path) {
        return Linter.lint(
                ManifestReader.read(List.of(path.toString()), List.of(), InputStream.nullInputStream()),
                new LintOptions(NOW, false));
    }

    /** Line, id and level of each finding. */
    static List<String> shortly(LintResult result) {
        return result.findings().stream()
                .map(finding -> finding.place().line() + " " + finding.level() + " " + finding.id())
                .toList();
    }
}
