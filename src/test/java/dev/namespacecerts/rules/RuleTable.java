package dev.namespacecerts.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Makes the table of the README from the rules. */
public final class RuleTable {
    static final Path FILE = Path.of("README.md");

    private static final String BEGIN = "<!-- from rules/Rule.java, by deploy/generate -->\n";
    private static final String END = "<!-- end -->\n";
    private static final String HEAD =
            "| rule | requires | violation | source | remedy in general |\n|---|---|---|---|---|\n";

    private RuleTable() {}

    /** Writes the file; {@code deploy/generate} calls it. */
    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, generate());
    }

    /** The README with the table that belongs there. */
    static String generate() throws IOException {
        String readme = Files.readString(FILE);
        StringBuilder table = new StringBuilder(HEAD);
        for (Rule rule : Rule.values()) {
            String severities = rule.severities().stream().map(Severity::name).collect(Collectors.joining(", "));
            table.append("| [%s](docs/rules/%s.md) | %s | %s | %s | %s |\n"
                    .formatted(rule.id(), rule.id(), rule.title(), severities, rule.citation(), rule.remedy()));
        }
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        return readme.substring(0, begin) + table + readme.substring(readme.indexOf(END, begin));
    }
}
