package dev.namespacecerts.cli;

import java.util.regex.Pattern;

/** Formats the Markdown of the pages for a terminal: headings, paragraphs, lists and blocks of code. */
final class PageText {
    private static final int WIDTH = 100;
    private static final String CODE_INDENT = "    ";
    private static final String BOLD = "\u001b[1m";
    private static final String CYAN = "\u001b[36m";
    private static final String RESET = "\u001b[0m";

    private static final Pattern BLOCK = Pattern.compile(
            "```\\w+\\n(?<code>(?s:.*?))```|(?<heading>#+) (?<title>.+)|(?<text>(?:(?!```|#+ ).+\\n?)+)");
    private static final Pattern ITEM = Pattern.compile("\\n(?=- )");
    private static final Pattern WEB_LINK = Pattern.compile("\\[([^]]+)]\\((https://[^)]+)\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]+\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final boolean colored;

    PageText(boolean colored) {
        this.colored = colored;
    }

    /** A page. */
    String of(String markdown) {
        StringBuilder lines = new StringBuilder();
        var found = BLOCK.matcher(markdown);
        while (found.find()) {
            if (!lines.isEmpty()) {
                lines.append('\n');
            }
            if (found.group("code") != null) {
                found.group("code")
                        .lines()
                        .forEach(line -> lines.append(line.isEmpty() ? "" : CODE_INDENT)
                                .append(line)
                                .append('\n'));
            } else if (found.group("heading") != null) {
                lines.append(color(BOLD, found.group("title"))).append('\n');
            } else {
                for (String item : ITEM.split(found.group("text"))) {
                    boolean listed = item.startsWith("- ");
                    lines.append(wrap(listed ? "- " : "", listed ? item.substring(2) : item));
                }
            }
        }
        return lines.toString();
    }

    /** A line with a name in a column of this width, and its description. */
    String item(String name, int width, String description) {
        String padding = " ".repeat(Math.max(1, width - name.length()));
        return color(BOLD, name)
                + wrap(" ".repeat(name.length()) + padding, description).substring(name.length());
    }

    /** A paragraph; its lines after the first are indented by as much as the prefix is long. */
    private String wrap(String prefix, String paragraph) {
        StringBuilder lines = new StringBuilder(prefix);
        int column = prefix.length();
        for (String word : plain(paragraph).strip().split("\\s+")) {
            if (column > prefix.length()) {
                boolean fits = column + 1 + word.length() <= WIDTH;
                lines.append(fits ? " " : "\n" + " ".repeat(prefix.length()));
                column = fits ? column + 1 : prefix.length();
            }
            lines.append(word);
            column += word.length();
        }
        return code(lines.append('\n').toString());
    }

    /** Without links: where a link leads to the web, its address follows, except for RFCs. */
    private static String plain(String text) {
        String addresses = WEB_LINK.matcher(text)
                .replaceAll(link ->
                        link.group(1).startsWith("RFC ") ? link.group(1) : link.group(1) + " (" + link.group(2) + ")");
        return LINK.matcher(addresses).replaceAll("$1");
    }

    private String code(String text) {
        return colored ? CODE.matcher(text).replaceAll(CYAN + "$1" + RESET) : text;
    }

    private String color(String color, String text) {
        return colored ? color + text + RESET : text;
    }
}
