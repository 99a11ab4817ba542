package dev.namespacecerts.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule has a page, and all pages have one form. {@code RulePagesIT} runs their commands. */
class RulePagesTest {
    private static final List<String> SECTIONS = List.of("## Why", "## Example", "## Fix");
    private static final List<String> FINDINGS = List.of(
            "Schema",
            "Unreadable",
            "Duplicate",
            "Claimed",
            "SourceNotFound",
            "Encrypted",
            "NotJudged",
            "Immutable",
            "NotCompared");
    private static final Map<String, String> SOURCES =
            Map.of("page", "Temporal Cloud's page", "filter page", "Temporal Cloud's page on filters");
    private static final List<String> LANGUAGES = List.of("sh", "text", "console", "yaml");

    static List<RulePage> pages() {
        return RulePage.all();
    }

    @Test
    void everyRuleHasAPageAndEveryPageARule() throws IOException {
        try (Stream<Path> files = Files.list(RulePage.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("README.md", "lint.md"),
                                    Arrays.stream(Rule.values()).map(rule -> rule.id() + ".md"))
                            .toList());
        }
    }

    @Test
    void lintsOwnFindingsHaveASection() {
        assertThat(RulePage.headings(RulePage.read(RulePage.FOLDER.resolve("lint.md"))))
                .isEqualTo(FINDINGS.stream().map(id -> "## " + id).toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void beginsWithTheMetadataOfTheRule(RulePage page) {
        Rule rule = page.rule();
        String severities = rule.severities().stream().map(Severity::name).collect(Collectors.joining(", "));
        String source = Pattern.compile("filter page|page|practice")
                .matcher(rule.citation())
                .replaceAll(name -> "[" + SOURCES.getOrDefault(name.group(), name.group()) + "](README.md#sources)")
                .replaceAll("RFC (\\d+)( section ([\\d.]+))?", "[$0](https://www.rfc-editor.org/rfc/rfc$1#section-$3)")
                .replace("#section-)", ")");
        assertThat(page.text())
                .startsWith("# %s: %s\n\nSeverity: %s. Source: %s.\n\n"
                        .formatted(rule.id(), rule.title(), severities, source));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hasTheSameHeadingsInTheSameOrder(RulePage page) {
        List<String> headings = page.headings();
        assertThat(headings).hasSizeGreaterThan(SECTIONS.size());
        assertThat(headings.subList(0, SECTIONS.size())).isEqualTo(SECTIONS);
        List<String> tools = headings.subList(SECTIONS.size(), headings.size());
        assertThat(tools)
                .isEqualTo(RulePage.TOOLS.stream()
                        .map(tool -> "### " + tool)
                        .filter(tools::contains)
                        .toList());
        assertThat(page.blocks()).extracting(RulePage.Block::language).isSubsetOf(LANGUAGES);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsAMessageOfItsRule(RulePage page) {
        assertThat(page.shown())
                .extracting(RulePage.Shown::rule)
                .containsOnly(page.rule().id());
        assertThat(page.shown())
                .extracting(shown -> Severity.valueOf(shown.severity()))
                .isSubsetOf(page.rule().severities());
    }
}
