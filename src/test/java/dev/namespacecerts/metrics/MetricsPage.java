package dev.namespacecerts.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/metrics.md says of the metrics. */
public final class MetricsPage {
    private static final Path PAGE = Path.of("docs/metrics.md");

    /** A row: the metric, its labels, its type and unit, its meaning, an example. */
    private static final Pattern ROW = Pattern.compile("\\| `(namespacecerts_\\w+)` \\| (.*?) \\| .* \\| `(.+)` \\|");

    private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

    private MetricsPage() {}

    /** The labels of each metric. */
    public static Map<String, Set<String>> metrics() {
        Map<String, Set<String>> metrics = new TreeMap<>();
        rows().forEach(row -> {
            Set<String> labels = new TreeSet<>();
            LABEL.matcher(row.group(2)).results().map(label -> label.group(1)).forEach(labels::add);
            metrics.put(row.group(1), labels);
        });
        return metrics;
    }

    /** The examples. */
    public static Set<String> queries() {
        Set<String> queries = new LinkedHashSet<>();
        rows().forEach(row -> queries.add(row.group(3).replace("\\|", "|")));
        return queries;
    }

    private static Iterable<Matcher> rows() {
        try {
            return Files.readAllLines(PAGE).stream()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
