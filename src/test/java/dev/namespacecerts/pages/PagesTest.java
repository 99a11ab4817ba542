package dev.namespacecerts.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the project as a whole: their links, their length, and what is generated. */
class PagesTest {
    private static final int LONGEST_README = 200;
    private static final List<String> NOT_OURS = List.of("target", ".git", "node_modules");

    private static final Pattern CODE = Pattern.compile("(?ms)^ *(`{3,})\\w*\n.*?^ *\\1$|`[^`\n]+`");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *(`{3,})\\w*\n.*?^ *\\1$");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> NOT_OURS.stream().noneMatch(file::startsWith))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreAllPages() throws IOException {
        assertThat(pages())
                .contains(
                        Path.of("README.md"),
                        Path.of("CHANGELOG.md"),
                        Path.of("docs/README.md"),
                        Path.of("docs/rules/CA-1.md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkResolves(Path page) throws IOException {
        List<String> links = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("code"))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("https?://.*"))
                .toList();
        for (String link : links) {
            String[] parts = link.split("#", -1);
            Path target =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(target).as("%s links to %s", page, link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as("%s links to %s", page, link).contains(parts[1]);
            }
        }
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThan(LONGEST_README);
    }

    /** The image is in no public registry, so that a Deployment of the defaults cannot start. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/install.md", "docs/shards.md"})
    void everyInstallationWithHelmNamesTheImage(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        assertThat(Pattern.compile("(?m)^helm install (?:.*\\\\\n)*.*$")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group))
                .isNotEmpty()
                .allMatch(command -> command.contains("--set image.repository="));
    }

    /** A checkout has no jar before its build, and {@code ncb} has all of these commands. */
    @ParameterizedTest
    @MethodSource("pages")
    void commandsOfNcbAreRunByNcb(Path page) throws IOException {
        assertThat(Files.readString(page)).doesNotContainPattern("\\$ java -jar \\S+ [a-z]");
    }

    /** Each page of {@code docs/} can be found from its index. */
    @Test
    void theIndexLinksToEveryPage() throws IOException {
        String index = Files.readString(Path.of("docs/README.md"));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".md") && !file.equals("README.md")))
                    .isNotEmpty()
                    .allMatch(file -> index.contains("](" + file + ")"));
        }
    }

    @Test
    void theApiReferenceIsGeneratedFromTheCrds() throws IOException {
        assertThat(ApiReference.generate())
                .as("docs/api.md is stale: run deploy/generate and commit the result")
                .isEqualTo(Files.readString(ApiReference.FILE));
    }

    /** As GitHub makes them from the headings. */
    private static List<String> anchors(Path page) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                        .replace(' ', '-'))
                .map(anchor -> {
                    int before = seen.merge(anchor, 1, Integer::sum) - 1;
                    return before == 0 ? anchor : anchor + "-" + before;
                })
                .toList();
    }
}
