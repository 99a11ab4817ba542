package dev.namespacecerts.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the table in the chart's README from the comments of its values.yaml. */
public final class ChartReadme {
    static final Path FILE = Chart.FOLDER.resolve("README.md");

    private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
    private static final String BEGIN = "<!-- from values.yaml, by deploy/generate -->\n";
    private static final String END = "<!-- end -->\n";
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
    private static final Pattern COMMENT = Pattern.compile(" *# (.*)");

    private ChartReadme() {}

    /** Writes the file; {@code deploy/generate} calls it. */
    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, generate());
    }

    /** The README with the table that belongs there. */
    static String generate() {
        String readme = Chart.read(FILE);
        StringBuilder table = new StringBuilder("| value | default | description |\n|---|---|---|\n");
        JsonNode values = Chart.parse(VALUES);
        for (Row row : rows()) {
            JsonNode value = values.at("/" + row.path().replace('.', '/'));
            table.append("| `%s` | `%s` | %s |\n".formatted(row.path(), value, row.meaning()));
        }
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        return readme.substring(0, begin) + table + readme.substring(readme.indexOf(END));
    }

    /** A value, as users set it, and the comment above it. */
    record Row(String path, String meaning) {}

    /** The values that have a comment. What is below one that has is part of it. */
    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        List<String> comment = new ArrayList<>();
        for (String line : Chart.read(VALUES).lines().toList()) {
            Matcher text = COMMENT.matcher(line);
            Matcher key = KEY.matcher(line);
            if (text.matches()) {
                comment.add(text.group(1));
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                if (!comment.isEmpty()) {
                    rows.add(new Row(String.join(".", path), String.join(" ", comment)));
                }
                comment.clear();
            }
        }
        return rows;
    }
}
