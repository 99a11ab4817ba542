package dev.namespacecerts.output;

import dev.namespacecerts.diff.Comparison;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes the comparison of two versions in one format. */
public interface DiffOutput {
    /** The formats of a comparison. */
    List<Format> FORMATS = List.of(Format.text, Format.markdown, Format.json);

    /**
     * Writes a comparison, and flushes. Does not close the writer, which must encode as UTF-8.
     *
     * @param versions names of the two versions, the old one first
     */
    void write(Comparison comparison, List<String> versions, Writer out, OutputOptions options) throws IOException;

    /** The output of one of {@link #FORMATS}. */
    static DiffOutput of(Format format) {
        return switch (format) {
            case text -> new DiffTextOutput();
            case markdown -> new DiffMarkdownOutput();
            case json -> new DiffJsonOutput();
            default -> throw new IllegalArgumentException(format.name());
        };
    }
}
