package dev.namespacecerts.output;

import dev.namespacecerts.lint.LintResult;
import java.io.IOException;
import java.io.Writer;

/** Writes findings in one format. */
public interface Output {
    /** Writes all findings and a summary, and flushes. Does not close the writer, which must encode as UTF-8. */
    void write(LintResult result, Writer out, OutputOptions options) throws IOException;

    /** The output of a format. */
    static Output of(Format format) {
        return switch (format) {
            case text -> new TextOutput();
            case json -> new JsonOutput();
            case sarif -> new SarifOutput();
            case github -> new GitHubOutput();
            case junit -> new JUnitOutput();
            case gitlab -> new GitLabOutput();
            case markdown -> new MarkdownOutput();
        };
    }
}
