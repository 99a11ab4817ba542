package dev.namespacecerts.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.lint.ObjectName;
import dev.namespacecerts.manifest.Place;
import java.io.IOException;
import java.io.Writer;

/** Writes findings for programs, as {@code docs/lint.schema.json} describes. */
final class JsonOutput implements Output {
    /** Version of the schema. */
    static final int VERSION = 1;

    @Override
    public void write(LintResult result, Writer out, OutputOptions options) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("programVersion", options.version());
            summary(json, result);
            Json.array(json, "findings", result.findings(), JsonOutput::finding);
            json.writeArrayFieldStart("evaluated");
            for (LintResult.JudgedObject judged : result.judged()) {
                json.writeStartObject();
                object(json, judged.object());
                place(json, "place", judged.place());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void summary(JsonGenerator json, LintResult result) throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("errors", result.count(Level.Error));
        json.writeNumberField("warnings", result.count(Level.Warning));
        json.writeNumberField("notes", result.count(Level.Note));
        json.writeNumberField("files", result.files());
        json.writeNumberField("bundles", Summary.bundles(result));
        json.writeNumberField("filters", Summary.filters(result));
        json.writeNumberField("clients", result.clients());
        json.writeBooleanField("complete", result.complete());
        json.writeEndObject();
    }

    static void finding(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", ShownText.of(finding.id()));
        json.writeStringField("severity", finding.level().name());
        place(json, "place", finding.place());
        if (finding.related() != null) {
            place(json, "related", finding.related());
        }
        if (finding.object() != null) {
            object(json, finding.object());
        }
        Json.field(json, "source", ShownText.of(finding.source()));
        Json.field(json, "position", finding.position() == null ? 0 : finding.position());
        Json.field(json, "subject", ShownText.of(finding.subject()));
        Json.field(json, "fingerprint", ShownText.of(finding.fingerprint()));
        Json.field(json, "found", ShownText.of(finding.found()));
        Json.field(json, "allowed", ShownText.of(finding.allowed()));
        Json.field(json, "message", ShownText.of(finding.message()));
        Json.field(json, "remedy", ShownText.of(finding.remedy()));
        json.writeEndObject();
    }

    static void object(JsonGenerator json, ObjectName object) throws IOException {
        json.writeObjectFieldStart("object");
        json.writeStringField("kind", ShownText.of(object.kind()));
        if (!object.namespace().isEmpty()) {
            json.writeStringField("namespace", ShownText.of(object.namespace()));
        }
        json.writeStringField("name", ShownText.of(object.name()));
        json.writeEndObject();
    }

    private static void place(JsonGenerator json, String field, Place place) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("file", Json.path(place.file()));
        Json.field(json, "line", place.line());
        Json.field(json, "column", place.column());
        json.writeEndObject();
    }
}
