package dev.namespacecerts.pages;

import dev.namespacecerts.rules.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a rule in {@code docs/rules}.
 *
 * @param text its Markdown
 */
record RulePage(Rule rule, String text) {
    static final Path FOLDER = Path.of("docs/rules");
    static final Path INDEX = FOLDER.resolve("README.md");

    /** Headings below "Fix", in this order. */
    static final List<String> TOOLS = List.of("OpenSSL", "tcld", "cert-manager", "Vault", "Kubernetes");

    private static final Pattern HEADING_OR_BLOCK =
            Pattern.compile("(?m)^(#{2,3} (?<heading>.+))$|^```(?<language>\\w+)\n(?<text>(?s:.*?))^```$");
    private static final Pattern SHOWN =
            Pattern.compile("Message: +(.+)\nRemedy: +(.+)\nRule: +(.+)\nSeverity: +(.+)\n");

    static List<RulePage> all() {
        return Arrays.stream(Rule.values())
                .map(rule -> new RulePage(rule, read(file(rule))))
                .toList();
    }

    static Path file(Rule rule) {
        return FOLDER.resolve(rule.id() + ".md");
    }

    /** With their number signs, in order; the title is none of them. */
    List<String> headings() {
        return headings(text);
    }

    static List<String> headings(String text) {
        List<String> headings = new ArrayList<>();
        Matcher found = HEADING_OR_BLOCK.matcher(text);
        while (found.find()) {
            if (found.group("heading") != null) {
                headings.add(found.group());
            }
        }
        return headings;
    }

    /** The blocks of code, in order. */
    List<Block> blocks() {
        return blocks(text);
    }

    /** The blocks of code of Markdown, in order. */
    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        String section = "";
        Matcher found = HEADING_OR_BLOCK.matcher(text);
        while (found.find()) {
            if (found.group("heading") != null) {
                section = found.group("heading");
            } else {
                blocks.add(new Block(section, found.group("language"), found.group("text")));
            }
        }
        return blocks;
    }

    /** Those below a heading. */
    List<Block> below(String section) {
        return blocks().stream().filter(block -> block.section.equals(section)).toList();
    }

    /** The violations that the example shows. */
    List<Shown> shown() {
        return below("Example").stream()
                .filter(block -> block.language.equals("text"))
                .flatMap(block -> Shown.all(block.text).stream())
                .toList();
    }

    @Override
    public String toString() {
        return rule.id();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A block of code.
     *
     * @param section heading above it
     */
    record Block(String section, String language, String text) {}

    /** A violation as {@code kubectl describe} prints it. */
    record Shown(String message, String remedy, String rule, String severity) {
        static List<Shown> all(String text) {
            return SHOWN.matcher(text)
                    .results()
                    .map(found -> new Shown(found.group(1), found.group(2), found.group(3), found.group(4)))
                    .toList();
        }
    }
}
