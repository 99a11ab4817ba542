package dev.namespacecerts.cli;

import dev.namespacecerts.rules.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of {@code docs/rules}, which the build puts on the class path. */
final class RulePages {
    private static final int NEAREST = 3;

    /** A section of the page about what lint finds without a rule. */
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\w+)$(.*?)(?=^## |\\z)");

    private RulePages() {}

    /** The identifiers of all rules, then those of lint's other findings. */
    static List<String> ids() {
        return Stream.concat(Arrays.stream(Rule.values()).map(Rule::id), findings().stream())
                .toList();
    }

    /** What lint finds without a rule. */
    static List<String> findings() {
        return sections().map(section -> section.group(1)).toList();
    }

    /** The identifier that a user means by {@code CA-5}, {@code ca5} or {@code CA_05}. */
    static Optional<String> find(String text) {
        return ids().stream().filter(id -> plain(id).equals(plain(text))).findFirst();
    }

    /** The identifiers most similar to a text. */
    static List<String> nearest(String text) {
        String wanted = plain(text);
        return ids().stream()
                .sorted(Comparator.comparingInt(id -> distance(plain(id), wanted)))
                .limit(NEAREST)
                .toList();
    }

    /** The page of a rule, or the section of a finding without a rule. */
    static String markdown(String id) {
        return sections()
                .filter(section -> section.group(1).equals(id))
                .findFirst()
                .map(section -> "# " + id + section.group(2))
                .orElseGet(() -> read(id));
    }

    private static Stream<MatchResult> sections() {
        return SECTION.matcher(read("lint")).results();
    }

    private static String read(String page) {
        try (InputStream file = RulePages.class.getResourceAsStream("rules/" + page + ".md")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Letters and digits alone, without leading zeros of the number. */
    private static String plain(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "").replaceFirst("(?<=\\p{L})0+(?=\\d)", "");
    }

    /** The number of letters to insert, delete or replace (Levenshtein). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
