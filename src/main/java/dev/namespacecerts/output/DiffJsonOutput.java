package dev.namespacecerts.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.namespacecerts.diff.Access;
import dev.namespacecerts.diff.Admission;
import dev.namespacecerts.diff.BundleChange;
import dev.namespacecerts.diff.Ca;
import dev.namespacecerts.diff.CaChange;
import dev.namespacecerts.diff.Comparison;
import dev.namespacecerts.diff.FilterChange;
import dev.namespacecerts.diff.LeafChange;
import dev.namespacecerts.diff.LeafChange.Effect;
import dev.namespacecerts.diff.Room;
import dev.namespacecerts.diff.Verdict;
import dev.namespacecerts.lint.Level;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** Writes a comparison for programs, as {@code docs/diff.schema.json} describes. */
final class DiffJsonOutput implements DiffOutput {
    /** Version of the schema. */
    private static final int VERSION = 1;

    @Override
    public void write(Comparison comparison, List<String> versions, Writer out, OutputOptions options)
            throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("programVersion", options.version());
            json.writeStringField("before", ShownText.of(versions.get(0)));
            json.writeStringField("after", ShownText.of(versions.get(1)));
            summary(json, comparison);
            Json.array(json, "bundles", comparison.changed(), DiffJsonOutput::bundle);
            Json.array(json, "newFindings", comparison.appeared(), JsonOutput::finding);
            Json.array(json, "goneFindings", comparison.disappeared(), JsonOutput::finding);
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void summary(JsonGenerator json, Comparison comparison) throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("lockedOut", comparison.count(Effect.LockedOut));
        json.writeNumberField("kept", comparison.count(Effect.Kept));
        json.writeNumberField("undecided", comparison.count(Effect.Undecided));
        json.writeNumberField("gains", comparison.count(Effect.Gains));
        json.writeNumberField("opened", comparison.opened());
        json.writeNumberField("newErrors", comparison.count(Level.Error));
        json.writeNumberField("newWarnings", comparison.count(Level.Warning));
        json.writeNumberField("newNotes", comparison.count(Level.Note));
        json.writeNumberField("goneFindings", comparison.disappeared().size());
        json.writeNumberField("remainingFindings", comparison.remaining());
        json.writeBooleanField("complete", comparison.complete());
        json.writeEndObject();
    }

    private static void bundle(JsonGenerator json, BundleChange change) throws IOException {
        json.writeStartObject();
        JsonOutput.object(json, change.bundle());
        json.writeStringField("file", Json.path(change.file()));
        state(json, "before", change.before(), change.namespaceBefore(), change.admissionBefore(), change.roomBefore());
        state(json, "after", change.after(), change.namespaceAfter(), change.admissionAfter(), change.roomAfter());
        Json.array(json, "clients", change.leaves(), DiffJsonOutput::leaf);
        Json.array(json, "authorities", change.authorities(), DiffJsonOutput::authority);
        Json.array(json, "filters", change.filters(), DiffJsonOutput::filter);
        texts(json, "clientsNotCompared", change.unknown());
        texts(json, "sourcesNotCompared", change.missing());
        json.writeEndObject();
    }

    private static void state(
            JsonGenerator json, String field, Verdict verdict, String namespace, Admission admission, Room room)
            throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("verdict", verdict.name());
        if (!namespace.isEmpty()) {
            json.writeStringField("temporalNamespace", ShownText.of(namespace));
        }
        json.writeStringField("accepts", admission.kind().name());
        if (room != null) {
            json.writeObjectFieldStart("usage");
            json.writeNumberField("certificates", room.certificates());
            json.writeNumberField("certificateLimit", room.certificateLimit());
            json.writeNumberField("bytes", room.bytes());
            json.writeNumberField("byteLimit", room.byteLimit());
            json.writeNumberField("filters", room.filters());
            json.writeNumberField("filterLimit", room.filterLimit());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void leaf(JsonGenerator json, LeafChange leaf) throws IOException {
        json.writeStartObject();
        json.writeStringField("effect", leaf.effect().name());
        json.writeStringField("kind", leaf.kind());
        json.writeStringField("name", ShownText.of(leaf.name()));
        if (!leaf.subject().isEmpty()) {
            json.writeStringField("subject", ShownText.of(leaf.subject()));
        }
        access(json, "before", leaf.before());
        access(json, "after", leaf.after());
        json.writeStringField("cause", ShownText.of(leaf.cause().with(value -> value, value -> value)));
        json.writeEndObject();
    }

    private static void access(JsonGenerator json, String field, Access access) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("access", access.kind().name());
        texts(json, "filters", access.filters());
        texts(json, "path", access.path());
        if (access.reason().isPresent()) {
            json.writeStringField("reason", ShownText.of(access.reason().get()));
        }
        json.writeEndObject();
    }

    private static void authority(JsonGenerator json, CaChange change) throws IOException {
        json.writeStartObject();
        json.writeStringField("change", change.kind().name());
        ca(json, "before", change.before());
        ca(json, "after", change.after());
        if (change.keptUntil() != null) {
            json.writeStringField("keptUntil", change.keptUntil().toString());
        }
        json.writeEndObject();
    }

    private static void ca(JsonGenerator json, String field, Ca ca) throws IOException {
        if (ca != null) {
            json.writeObjectFieldStart(field);
            json.writeStringField("subject", ShownText.of(ca.subject()));
            json.writeStringField("fingerprint", ca.fingerprint());
            json.writeStringField("notAfter", ca.notAfter().toString());
            json.writeEndObject();
        }
    }

    private static void filter(JsonGenerator json, FilterChange change) throws IOException {
        json.writeStartObject();
        json.writeStringField("change", change.kind().name());
        json.writeStringField("name", ShownText.of(change.name()));
        fields(json, "before", change.before());
        fields(json, "after", change.after());
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, String field, Map<String, String> fields) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> entry : fields.entrySet()) {
            json.writeStringField(entry.getKey(), ShownText.of(entry.getValue()));
        }
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        Json.array(json, field, texts, (out, text) -> out.writeString(ShownText.of(text)));
    }
}
