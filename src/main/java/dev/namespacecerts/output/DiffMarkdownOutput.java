package dev.namespacecerts.output;

import dev.namespacecerts.diff.BundleChange;
import dev.namespacecerts.diff.Comparison;
import dev.namespacecerts.lint.Finding;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Writes a comparison as a comment on a pull request. What is no news is folded. */
final class DiffMarkdownOutput implements DiffOutput {
    /** Room for what closes the comment. */
    private static final int RESERVE = 400;

    /** The part of the comment that what is folded may take. */
    private static final int LONGEST_DETAILS = MarkdownOutput.LONGEST / 4;

    @Override
    public void write(Comparison comparison, List<String> versions, Writer out, OutputOptions options)
            throws IOException {
        StringBuilder comment = new StringBuilder("### ncb lint --diff: ")
                .append(DiffSummary.of(comparison))
                .append("\n\n")
                .append(DiffSummary.versions(comparison, versions).with(MarkdownText::code, MarkdownText::of))
                .append('\n');
        List<String> details = new ArrayList<>();
        append(comment, news(comparison, details), MarkdownOutput.LONGEST - LONGEST_DETAILS - RESERVE);
        for (Finding finding : comparison.disappeared()) {
            details.add("- " + title(finding) + " is gone: " + MarkdownText.of(finding.message()) + "\n");
        }
        if (!details.isEmpty()) {
            comment.append("\n<details>\n<summary>Room left, what is not compared, ")
                    .append(Summary.count(comparison.disappeared().size(), "finding"))
                    .append(" gone</summary>\n\n");
            append(comment, details, comment.length() + LONGEST_DETAILS);
            comment.append("\n</details>\n");
        }
        out.write(comment.toString());
        out.flush();
    }

    private static void append(StringBuilder comment, List<String> blocks, int longest) {
        for (int i = 0; i < blocks.size(); i++) {
            if (comment.length() + blocks.get(i).length() > longest) {
                comment.append("\n… and ").append(blocks.size() - i).append(" more\n");
                return;
            }
            comment.append(blocks.get(i));
        }
    }

    private static List<String> news(Comparison comparison, List<String> details) {
        List<String> news = new ArrayList<>();
        for (BundleChange change : comparison.changed()) {
            String bundle = MarkdownText.code(DiffSummary.name(change.bundle()));
            news.add("\n#### " + bundle + ": " + DiffLines.verdict(change) + "\n\n");
            for (DiffLine line : DiffLines.of(change)) {
                String text = line.phrase().with(MarkdownText::code, MarkdownText::of);
                switch (line.mark()) {
                    case ALERT -> news.add("- **" + text + "**\n");
                    case DETAIL -> details.add("- " + bundle + ": " + text + "\n");
                    default -> news.add("- " + text + "\n");
                }
            }
        }
        if (!comparison.appeared().isEmpty()) {
            news.add("\n#### New findings\n\n");
            comparison.appeared().forEach(finding -> news.add(item(finding)));
        }
        return news;
    }

    private static String title(Finding finding) {
        return "**" + finding.level() + "** " + MarkdownText.code(finding.id());
    }

    private static String item(Finding finding) {
        String item = "- " + title(finding) + ", " + MarkdownText.code(ShownText.place(finding.place())) + ": "
                + MarkdownText.of(finding.message()) + "\n";
        return finding.remedy() == null ? item : item + "  - fix: " + MarkdownText.of(finding.remedy()) + "\n";
    }
}
