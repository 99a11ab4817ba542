package dev.namespacecerts.cli.cluster;

import dev.namespacecerts.x509.DisplayText;
import java.util.ArrayList;
import java.util.List;

/** Text that fits a screen of 80 columns. */
final class Columns {
    static final int WIDTH = 80;

    private static final int LONGEST = 4096;

    private Columns() {}

    /** A text in one line, escaped and cut. */
    static String cell(String text, int width) {
        return DisplayText.of(text, width);
    }

    /** A text with spaces up to a width. */
    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** A label, and an escaped text in the columns after it. Words that are longer than a line are broken. */
    static List<String> wrap(String label, int indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(pad(label, indent));
        boolean empty = true;
        for (String word : DisplayText.of(text, LONGEST).split(" ")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            while (line.length() > WIDTH) {
                lines.add(line.substring(0, WIDTH));
                line.replace(0, WIDTH, " ".repeat(indent));
            }
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
