package dev.namespacecerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metadata of a rule is the same everywhere. */
class RuleTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** A violation of a rule begins with one of these two words. */
    private static final Pattern VIOLATION = Pattern.compile("\\b(error|warning)\\(\\s*Rule\\.(\\w+)");

    @Test
    void theTableOfTheIndexIsGeneratedFromTheRules() throws IOException {
        assertThat(RuleTable.generate())
                .as("the table of docs/rules/README.md is stale: run deploy/generate and commit the result")
                .isEqualTo(Files.readString(RuleTable.FILE));
    }

    @Test
    void everyRuleListsExactlyItsSeverities() throws IOException {
        Map<Rule, Set<Severity>> made = new EnumMap<>(Rule.class);
        for (MatchResult violation : violations()) {
            made.computeIfAbsent(Rule.valueOf(violation.group(2)), rule -> new TreeSet<>())
                    .add(violation.group(1).equals("error") ? Severity.Error : Severity.Warning);
        }
        Map<Rule, Set<Severity>> said = Stream.of(Rule.values())
                .collect(Collectors.toMap(Function.identity(), rule -> new TreeSet<>(rule.severities())));
        assertThat(made).isEqualTo(said);
    }

    @Test
    void everyRuleHasATextForEachCell() {
        assertThat(Rule.values())
                .allMatch(rule -> Stream.of(rule.title(), rule.citation(), rule.remedy())
                        .allMatch(text -> text.matches("[^|\\n]+[^|\\n.]")));
    }

    private static List<MatchResult> violations() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> VIOLATION.matcher(text(file)).results())
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
