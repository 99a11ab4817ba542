package dev.namespacecerts.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Makes the table of the index of {@code docs/rules} from the rules. */
public final class RuleTable {
    static final Path FILE = Path.of("docs/rules/README.md");

    private static final String BEGIN = "<!-- from rules/Rule.java, by deploy/generate -->\n";
    private static final String END = "<!-- end -->\n";
    private static final String HEAD =
            "| rule | requires | violation | source | remedy in general |\n|---|---|---|---|---|\n";

    private RuleTable() {}

    /** Writes the file; {@code deploy/generate} calls it. */
    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, generate());
    }

    /** The page with the table that belongs there. */
    static String generate() throws IOException {
        String page = Files.readString(FILE);
        StringBuilder table = new StringBuilder(HEAD);
        for (Rule rule : Rule.values()) {
            String severities = rule.severities().stream().map(Severity::name).collect(Collectors.joining(", "));
            table.append("| [%s](%s.md) | %s | %s | %s | %s |\n"
                    .formatted(rule.id(), rule.id(), rule.title(), severities, rule.citation(), rule.remedy()));
        }
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + table + page.substring(page.indexOf(END, begin));
    }
}
