package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/temporal-cloud.md explains every reason of the condition Synchronized, and no other. */
class CloudReasonsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/namespacecerts");

    /** Where a reason is the first argument, or the first of two in a conditional. */
    private static final Pattern MADE = Pattern.compile(
            "(?:\\bHold|\\bConnectionException|\\bstalled|\\bhold)\\(\\s*(?:\"(\\w+)\"|[^\",;]*\\? \"(\\w+)\" : \"(\\w+)\")"
                    + "|String ADOPTION_REQUIRED = \"(\\w+)\"");

    private static final Pattern EXPLAINED = Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\|");

    @Test
    void everyReasonIsExplained() throws IOException {
        Set<String> explained = new TreeSet<>(Set.of("Differs"));
        String reasons = Files.readString(Path.of("docs/temporal-cloud.md")).split("## Reasons of")[1];
        EXPLAINED.matcher(reasons).results().forEach(match -> explained.add(match.group(1)));
        assertThat(reasons).contains("`Differs` means");
        assertThat(made()).hasSizeGreaterThan(20).isEqualTo(explained);
    }

    private static Set<String> made() throws IOException {
        Set<String> made = new TreeSet<>();
        for (String folder : List.of("cloud", "sync", "evaluate")) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
                files.map(CloudReasonsTest::read)
                        .filter(text -> text.contains("Hold") || text.contains("ConnectionException"))
                        .flatMap(text -> MADE.matcher(text).results())
                        .flatMap(CloudReasonsTest::groups)
                        .forEach(made::add);
            }
        }
        return made;
    }

    private static Stream<String> groups(MatchResult match) {
        return Stream.iterate(1, group -> group <= match.groupCount(), group -> group + 1)
                .flatMap(group -> Stream.ofNullable(match.group(group)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
