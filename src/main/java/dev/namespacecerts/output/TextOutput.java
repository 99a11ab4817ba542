package dev.namespacecerts.output;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Writes findings for people. */
final class TextOutput implements Output {
    private static final String INDENT = "    ";

    /** Width of the longest label with its colon and a space. */
    private static final int LABEL = "named by: ".length();

    private static final String BOLD = "\u001B[1m";
    private static final String RED = "\u001B[1;31m";
    private static final String YELLOW = "\u001B[1;33m";
    private static final String CYAN = "\u001B[1;36m";
    private static final String FAINT = "\u001B[2m";
    private static final String RESET = "\u001B[0m";

    @Override
    public void write(LintResult result, Writer out, OutputOptions options) throws IOException {
        for (Finding finding : result.findings()) {
            write(finding, out, options);
            out.write('\n');
        }
        out.write(LineWrap.of(Summary.of(result), 0, 0, options.width()));
        out.write('\n');
        out.flush();
    }

    /** Writes one finding, in several lines. */
    static void write(Finding finding, Writer out, OutputOptions options) throws IOException {
        String place = ShownText.place(finding.place()) + ":";
        String title = finding.level() + " " + ShownText.of(finding.id()) + ":";
        String message = LineWrap.of(
                ShownText.of(finding.message()), place.length() + title.length() + 2, INDENT.length(), options.width());
        out.write(colored(BOLD, place, options) + " " + colored(color(finding.level()), title, options)
                + (message.startsWith("\n") ? "" : " ") + message + "\n");
        for (Map.Entry<String, String> detail : Details.of(finding).entrySet()) {
            String label =
                    detail.getKey() + ":" + " ".repeat(LABEL - detail.getKey().length() - 1);
            int indent = INDENT.length() + LABEL;
            out.write(INDENT + colored(FAINT, label, options)
                    + LineWrap.of(detail.getValue(), indent, indent, options.width()) + "\n");
        }
    }

    private static String color(Level level) {
        return switch (level) {
            case Error -> RED;
            case Warning -> YELLOW;
            case Note -> CYAN;
        };
    }

    private static String colored(String color, String text, OutputOptions options) {
        return options.colored() ? color + text + RESET : text;
    }
}
