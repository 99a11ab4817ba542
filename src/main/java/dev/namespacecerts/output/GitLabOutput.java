package dev.namespacecerts.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import java.io.IOException;
import java.io.Writer;

/** Writes findings as a code quality report of GitLab. */
final class GitLabOutput implements Output {
    @Override
    public void write(LintResult result, Writer out, OutputOptions options) throws IOException {
        Fingerprints fingerprints = new Fingerprints();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartArray();
            for (Finding finding : result.findings()) {
                json.writeStartObject();
                json.writeStringField("description", description(finding));
                json.writeStringField("check_name", ShownText.of(finding.id()));
                json.writeStringField("fingerprint", fingerprints.next(finding));
                json.writeStringField("severity", severity(finding.level()));
                json.writeObjectFieldStart("location");
                json.writeStringField("path", Json.path(finding.place().file()));
                json.writeObjectFieldStart("lines");
                json.writeNumberField("begin", Math.max(1, finding.place().line()));
                json.writeEndObject();
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        out.write('\n');
        out.flush();
    }

    private static String description(Finding finding) {
        String message = ShownText.of(finding.id()) + ": " + ShownText.of(finding.message());
        return finding.remedy() == null ? message : message + " Fix: " + ShownText.of(finding.remedy());
    }

    private static String severity(Level level) {
        return switch (level) {
            case Error -> "major";
            case Warning -> "minor";
            case Note -> "info";
        };
    }
}
