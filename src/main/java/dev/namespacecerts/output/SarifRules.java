package dev.namespacecerts.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.namespacecerts.rules.Rule;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the rules of a SARIF file: what a code host shows beside a finding. */
final class SarifRules {
    private static final Pattern RFC = Pattern.compile("RFC (\\d+)(?: section ([\\d.]+))?");

    private SarifRules() {}

    static void write(JsonGenerator json, String id, String level) throws IOException {
        Optional<Rule> rule = Rule.of(id);
        json.writeStartObject();
        json.writeStringField("id", ShownText.of(id));
        text(json, "shortDescription", rule.map(known -> plain(known.title())).orElseGet(() -> words(id)));
        if (rule.isPresent()) {
            help(json, rule.get());
        }
        json.writeObjectFieldStart("defaultConfiguration");
        json.writeStringField("level", level);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void help(JsonGenerator json, Rule rule) throws IOException {
        Json.field(json, "helpUri", uri(rule.citation()));
        json.writeObjectFieldStart("help");
        String explain = "ncb explain " + rule.id();
        String source = rule.citation()
                .replaceFirst("^page", "Temporal Cloud's page on certificates")
                .replaceFirst("^filter page", "Temporal Cloud's page on certificate filters");
        json.writeStringField(
                "text",
                "Requirement: " + plain(rule.title()) + ".\nRemedy: " + plain(rule.remedy()) + ".\nSource: "
                        + plain(source) + ".\nMore: " + explain);
        json.writeStringField(
                "markdown",
                "**Requirement:** " + rule.title() + "\n\n**Remedy:** " + rule.remedy() + "\n\n**Source:** " + source
                        + "\n\n**More:** `" + explain + "`\n");
        json.writeEndObject();
    }

    /** The page or RFC section that the rule comes from; null if it comes from practice. */
    static String uri(String citation) {
        Matcher rfc = RFC.matcher(citation);
        if (citation.startsWith("page") || citation.startsWith("filter page")) {
            return "https://docs.temporal.io/cloud/certificates";
        }
        if (!rfc.find()) {
            return null;
        }
        String section = rfc.group(2) == null ? "" : "#section-" + rfc.group(2);
        return "https://www.rfc-editor.org/rfc/rfc" + rfc.group(1) + section;
    }

    /** For example, of SourceNotFound: Source not found. */
    private static String words(String id) {
        String words = ShownText.of(id).replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return words.isEmpty() ? words : words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }

    private static void text(JsonGenerator json, String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }
}
