package dev.namespacecerts.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of the page are what the formats write. */
class LintOutputDocumentationTest {
    private static final Path PAGE = Path.of("docs/lint-output.md");

    @Test
    void theExamplesAreTrue() throws IOException {
        String page = Files.readString(PAGE);
        String renewed = page;
        for (Format format : Format.values()) {
            renewed = with(format, renewed);
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, renewed);
        }
        assertThat(Files.readString(PAGE))
                .as("renew it with -Dgolden.update=true, and read the difference")
                .isEqualTo(renewed);
    }

    private static String with(Format format, String page) {
        Matcher example =
                Pattern.compile("(?s)<!-- " + format + " -->\n(````.*?````\n)?").matcher(page);
        assertThat(example.find()).as("example of " + format).isTrue();
        String block = "<!-- " + format + " -->\n````" + language(format) + "\n"
                + Results.write(format, Results.small()) + "````\n";
        return page.substring(0, example.start()) + block + page.substring(example.end());
    }

    private static String language(Format format) {
        return switch (format) {
            case json, sarif, gitlab -> "json";
            case junit -> "xml";
            case markdown -> "markdown";
            case text, github -> "text";
        };
    }
}
