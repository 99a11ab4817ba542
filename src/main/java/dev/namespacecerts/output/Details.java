package dev.namespacecerts.output;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.rules.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a finding says besides place, level, rule and message, as it may be shown. */
final class Details {
    private Details() {}

    /** Texts by their labels, in the order in which they are shown. */
    static Map<String, String> of(Finding finding) {
        Map<String, String> details = new LinkedHashMap<>();
        put(details, "object", object(finding));
        put(details, "subject", ShownText.of(finding.subject()));
        put(details, "found", ShownText.of(finding.found()));
        put(details, "allowed", ShownText.of(finding.allowed()));
        put(details, "fix", ShownText.of(finding.remedy()));
        put(details, "named by", finding.related() == null ? "" : ShownText.place(finding.related()));
        put(details, "see", isRule(finding) ? "ncb explain " + finding.id() : "");
        return details;
    }

    private static void put(Map<String, String> details, String label, String text) {
        if (text != null && !text.isEmpty()) {
            details.put(label, text);
        }
    }

    static boolean isRule(Finding finding) {
        return Rule.of(finding.id()).isPresent();
    }

    /** Kind, namespace and name, field and block; empty for a file. */
    private static String object(Finding finding) {
        StringBuilder object = new StringBuilder();
        append(object, name(finding));
        append(object, ShownText.of(finding.source()));
        append(object, finding.position() == null ? null : "block " + finding.position());
        return object.toString();
    }

    /** Kind, namespace and name; null for a file. */
    static String name(Finding finding) {
        return finding.object() == null ? null : ShownText.of(finding.object().toString());
    }

    private static void append(StringBuilder list, String part) {
        if (part != null && !part.isEmpty()) {
            list.append(list.isEmpty() ? "" : ", ").append(part);
        }
    }
}
