package dev.namespacecerts.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.manifest.Place;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes findings in SARIF 2.1.0. */
final class SarifOutput implements Output {
    /** Stands for the root of the repository; GitHub knows it. */
    private static final String ROOT = "%SRCROOT%";

    @Override
    public void write(LintResult result, Writer out, OutputOptions options) throws IOException {
        Map<String, Integer> rules = new LinkedHashMap<>();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
            json.writeStartObject();
            json.writeObjectFieldStart("tool");
            json.writeObjectFieldStart("driver");
            json.writeStringField("name", "ncb");
            json.writeStringField("fullName", "namespace-certificate-operator");
            json.writeStringField("version", options.version());
            json.writeArrayFieldStart("rules");
            for (Finding finding : result.findings()) {
                if (rules.putIfAbsent(finding.id(), rules.size()) == null) {
                    SarifRules.write(json, finding.id(), level(finding.level()));
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
            json.writeArrayFieldStart("invocations");
            json.writeStartObject();
            json.writeBooleanField("executionSuccessful", result.complete());
            json.writeEndObject();
            json.writeEndArray();
            json.writeObjectFieldStart("originalUriBaseIds");
            json.writeObjectFieldStart(ROOT);
            text(json, "description", "The root of the repository.");
            json.writeEndObject();
            json.writeEndObject();
            json.writeStringField("columnKind", "unicodeCodePoints");
            json.writeArrayFieldStart("results");
            Fingerprints fingerprints = new Fingerprints();
            for (Finding finding : result.findings()) {
                result(json, finding, rules.get(finding.id()), fingerprints.next(finding));
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void result(JsonGenerator json, Finding finding, int rule, String fingerprint) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", ShownText.of(finding.id()));
        json.writeNumberField("ruleIndex", rule);
        json.writeStringField("level", level(finding.level()));
        String remedy = ShownText.of(finding.remedy());
        text(json, "message", message(ShownText.of(finding.message()) + (remedy == null ? "" : "\nFix: " + remedy)));
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        physicalLocation(json, finding.place());
        if (finding.object() != null) {
            json.writeArrayFieldStart("logicalLocations");
            json.writeStartObject();
            json.writeStringField("fullyQualifiedName", Details.name(finding));
            json.writeStringField("kind", "object");
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndArray();
        if (finding.related() != null) {
            json.writeArrayFieldStart("relatedLocations");
            json.writeStartObject();
            json.writeNumberField("id", 1);
            physicalLocation(json, finding.related());
            text(json, "message", "The field that names it.");
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("finding/v1", fingerprint);
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        Json.field(json, "source", ShownText.of(finding.source()));
        Json.field(json, "position", finding.position() == null ? 0 : finding.position());
        Json.field(json, "subject", ShownText.of(finding.subject()));
        Json.field(json, "fingerprint", ShownText.of(finding.fingerprint()));
        Json.field(json, "found", ShownText.of(finding.found()));
        Json.field(json, "allowed", ShownText.of(finding.allowed()));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void physicalLocation(JsonGenerator json, Place place) throws IOException {
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        boolean absolute = place.file().startsWith("/");
        json.writeStringField("uri", (absolute ? "file://" : "") + UriPath.of(place.file()));
        if (!absolute) {
            json.writeStringField("uriBaseId", ROOT);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("region"); // GitHub requires one for a whole file too
        json.writeNumberField("startLine", Math.max(1, place.line()));
        Json.field(json, "startColumn", place.column());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    /** Without links, which text in brackets before text in parentheses would be, and without placeholders in braces. */
    private static String message(String text) {
        return text.replace("](", "] (").replace("{", "{{").replace("}", "}}");
    }

    private static String level(Level level) {
        return switch (level) {
            case Error -> "error";
            case Warning -> "warning";
            case Note -> "note";
        };
    }
}
