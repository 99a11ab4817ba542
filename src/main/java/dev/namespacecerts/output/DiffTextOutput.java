package dev.namespacecerts.output;

import dev.namespacecerts.diff.BundleChange;
import dev.namespacecerts.diff.Comparison;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.x509.DisplayText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a comparison for people. */
final class DiffTextOutput implements DiffOutput {
    private static final int LONGEST = 2048;
    private static final String INDENT = "  ";

    /** A value that needs no quotation marks. */
    private static final Pattern PLAIN = Pattern.compile("[\\w./-][\\w./:\\[\\]*-]*");

    private static final String BOLD = "\u001B[1m";
    private static final String RED = "\u001B[1;31m";
    private static final String GREEN = "\u001B[32m";
    private static final String YELLOW = "\u001B[33m";
    private static final String FAINT = "\u001B[2m";
    private static final String RESET = "\u001B[0m";

    @Override
    public void write(Comparison comparison, List<String> versions, Writer out, OutputOptions options)
            throws IOException {
        for (BundleChange change : comparison.changed()) {
            out.write(colored(BOLD, "Bundle " + name(DiffSummary.name(change.bundle())), options));
            out.write(" (" + ShownText.path(change.file()) + "): " + DiffLines.verdict(change) + "\n");
            for (DiffLine line : DiffLines.of(change)) {
                String text = line.mark().sign() + " " + line.phrase().with(DiffTextOutput::name, ShownText::of);
                out.write(INDENT + colored(color(line.mark()), text, options) + "\n");
            }
            out.write('\n');
        }
        findings("New findings", comparison.appeared(), out, options);
        if (!comparison.disappeared().isEmpty()) {
            out.write(colored(BOLD, "Findings that are gone", options) + "\n");
            for (Finding finding : comparison.disappeared()) {
                out.write(INDENT + finding.level() + " " + ShownText.of(finding.id()) + ": "
                        + ShownText.of(finding.message()) + "\n");
            }
            out.write('\n');
        }
        out.write(DiffSummary.of(comparison) + ". "
                + DiffSummary.versions(comparison, versions).with(DiffTextOutput::name, ShownText::of) + "\n");
        out.flush();
    }

    private static void findings(String title, List<Finding> findings, Writer out, OutputOptions options)
            throws IOException {
        if (!findings.isEmpty()) {
            out.write(colored(BOLD, title, options) + "\n");
            for (Finding finding : findings) {
                TextOutput.write(finding, out, options);
                out.write('\n');
            }
        }
    }

    private static String name(String value) {
        return PLAIN.matcher(value).matches() ? ShownText.of(value) : ShownText.of(DisplayText.quoted(value, LONGEST));
    }

    private static String color(DiffLine.Mark mark) {
        return switch (mark) {
            case ALERT -> RED;
            case ADDED -> GREEN;
            case REMOVED, CHANGED -> YELLOW;
            case DETAIL -> FAINT;
        };
    }

    private static String colored(String color, String text, OutputOptions options) {
        return options.colored() ? color + text + RESET : text;
    }
}
