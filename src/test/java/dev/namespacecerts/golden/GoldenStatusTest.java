package dev.namespacecerts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Evaluating the in-files of each case yields its out-files. */
class GoldenStatusTest {
    private static final String RENEW = "renew it with -Dgolden.update=true, and read the difference";

    static List<GoldenCase> cases() {
        return GoldenCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void matchesTheGoldenFile(GoldenCase golden) {
        Map<String, String> in = GoldenFiles.in(golden);
        if (Boolean.getBoolean("golden.update")) {
            Map<String, String> texts = new TreeMap<>(in);
            texts.putAll(GoldenEvaluation.out(golden, in));
            GoldenFiles.write(golden.name(), texts);
        }
        Map<String, String> read = GoldenFiles.read(golden.name(), "in-");
        assertSame(golden, read, in);
        assertSame(golden, GoldenFiles.read(golden.name(), "out-"), GoldenEvaluation.out(golden, read));
    }

    /** File by file, so that a difference is shown as text. */
    private static void assertSame(GoldenCase golden, Map<String, String> files, Map<String, String> made) {
        assertThat(files.keySet()).as(golden.name() + ": " + RENEW).isEqualTo(made.keySet());
        made.forEach((file, text) -> assertThat(files.get(file))
                .as(golden.name() + "/" + file + ": " + RENEW)
                .isEqualTo(text));
    }

    @Test
    void everyFolderIsACaseAndNoFileIsUnused() {
        List<String> names =
                GoldenCases.all().stream().map(GoldenCase::name).sorted().toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(80);
        if (Boolean.getBoolean("golden.update")) {
            GoldenFiles.names().stream().filter(name -> !names.contains(name)).forEach(GoldenFiles::delete);
        }
        assertThat(GoldenFiles.names()).isEqualTo(names);
        for (String name : names) {
            assertThat(GoldenFiles.read(name, "").keySet()).allMatch(file -> file.matches("(in|out)-[a-z]+\\.yaml"));
        }
    }
}
