package dev.namespacecerts.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The list of inputs that the operator rejects or parses differently than Go, each line with its reason. */
final class ReviewedDifferences {
    private final List<Line> lines;
    private final Set<Line> used = new HashSet<>();

    private record Line(String text, Pattern name, Pattern ours) {
        static Line parse(String text) {
            String[] fields = text.split(" \\| ", -1);
            if (fields.length != 3) {
                throw new IllegalArgumentException("not of the form NAME | OURS | REASON: " + text);
            }
            return new Line(text, pattern(fields[0]), pattern(fields[1]));
        }

        private static Pattern pattern(String glob) {
            return Pattern.compile(Arrays.stream(glob.strip().split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*")));
        }
    }

    /** @param resource in the folder {@code comparison} */
    ReviewedDifferences(String resource) {
        try (InputStream input = ReviewedDifferences.class.getResourceAsStream("/comparison/" + resource)) {
            lines = new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Line::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a line describes a difference; marks that line as used. */
    boolean contains(String name, String ours) {
        List<Line> matching = lines.stream()
                .filter(line -> line.name().matcher(name).matches()
                        && line.ours().matcher(ours).matches())
                .toList();
        used.addAll(matching);
        return !matching.isEmpty();
    }

    /** The lines that no difference used. */
    List<String> unused() {
        return lines.stream()
                .filter(line -> !used.contains(line))
                .map(Line::text)
                .toList();
    }
}
