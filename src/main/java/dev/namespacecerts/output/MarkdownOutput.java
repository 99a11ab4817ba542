package dev.namespacecerts.output;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.LintResult;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes findings as a comment on a pull request. */
final class MarkdownOutput implements Output {
    /** The most characters that GitHub accepts in a comment. */
    static final int LONGEST = 65_536;

    /** Room for the line that says how many findings are left out. */
    private static final int RESERVE = 100;

    /** Details that are sentences; the others are names. */
    private static final Set<String> SENTENCES = Set.of("found", "allowed", "fix");

    @Override
    public void write(LintResult result, Writer out, OutputOptions options) throws IOException {
        StringBuilder comment = new StringBuilder("### ncb lint: ")
                .append(Summary.findings(result))
                .append("\n\n")
                .append(Summary.of(result))
                .append('\n');
        List<Finding> findings = result.findings();
        String file = null;
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            String block = (finding.place().file().equals(file) ? "" : heading(finding)) + item(finding);
            if (comment.length() + block.length() > LONGEST - RESERVE) {
                comment.append("\n… and ").append(findings.size() - i).append(" more\n");
                break;
            }
            comment.append(block);
            file = finding.place().file();
        }
        out.write(comment.toString());
        out.flush();
    }

    private static String heading(Finding finding) {
        return "\n#### " + MarkdownText.code(ShownText.path(finding.place().file())) + "\n\n";
    }

    private static String item(Finding finding) {
        StringBuilder item =
                new StringBuilder("- **").append(finding.level()).append("** ").append(MarkdownText.code(finding.id()));
        if (finding.place().line() > 0) {
            item.append(", line ").append(finding.place().line());
        }
        item.append(": ").append(MarkdownText.of(finding.message())).append('\n');
        for (Map.Entry<String, String> detail : Details.of(finding).entrySet()) {
            String text = detail.getValue();
            item.append("  - ").append(detail.getKey()).append(": ");
            item.append(SENTENCES.contains(detail.getKey()) ? MarkdownText.of(text) : MarkdownText.code(text));
            item.append('\n');
        }
        return item.toString();
    }
}
