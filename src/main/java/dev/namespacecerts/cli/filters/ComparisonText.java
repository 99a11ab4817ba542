package dev.namespacecerts.cli.filters;

import dev.namespacecerts.cli.filters.FilterComparison.Filter;
import dev.namespacecerts.cli.filters.FilterComparison.Mismatch;
import dev.namespacecerts.cli.filters.FilterComparison.Result;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.UnmatchedField;
import dev.namespacecerts.x509.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison of filters with leaves for a person: a table, and a verdict for each leaf below it. */
public final class ComparisonText {
    private static final int SHOWN = 128;
    private static final int MOST_VALUES = 8;

    private final List<Row> rows = new ArrayList<>();

    private ComparisonText() {}

    private record Row(String leaf, String filter, String result) {}

    /** The lines. */
    public static List<String> of(FilterComparison comparison) {
        ComparisonText text = new ComparisonText();
        comparison.results().forEach(text::add);
        List<String> lines = new ArrayList<>(text.table());
        for (Filter filter : comparison.filters()) {
            for (Violation error : filter.errors()) {
                lines.add(shown(filter.name()) + ": rejected, " + error.rule().id() + ": " + error.message());
            }
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        comparison.results().forEach(result -> lines.add(shown(result.leaf().name()) + ": " + shown(result.verdict())));
        return lines;
    }

    private void add(Result result) {
        String leaf = shown(result.leaf().name());
        result.matching().forEach(filter -> rows.add(new Row(leaf, shown(filter), "matches")));
        for (Mismatch mismatch : result.mismatches()) {
            String filter = shown(mismatch.filter());
            mismatch.fields().forEach(field -> rows.add(new Row(leaf, filter, mismatch(field, mismatch.filter()))));
            mismatch.ignored()
                    .ifPresent(name -> rows.add(new Row(
                            leaf,
                            filter,
                            "commonName: " + quoted(name)
                                    + " would match, but Temporal Cloud compares only the last common name")));
        }
    }

    private static String mismatch(UnmatchedField field, String filter) {
        return field.name() + ": has " + values(field.values()) + ", filter " + quoted(filter) + " wants "
                + quoted(field.pattern());
    }

    private static String values(List<String> values) {
        String shown =
                values.stream().limit(MOST_VALUES).map(ComparisonText::quoted).collect(Collectors.joining(", "));
        int more = values.size() - MOST_VALUES;
        return values.isEmpty() ? "none" : more > 0 ? shown + " and " + more + " more" : shown;
    }

    /** The rows below a head; of equal names, only the first. */
    private List<String> table() {
        if (rows.isEmpty()) {
            return List.of();
        }
        Row head = new Row("LEAF", "FILTER", "RESULT");
        int leaf = width(rows.stream().map(Row::leaf).toList(), head.leaf());
        int filter = width(rows.stream().map(Row::filter).toList(), head.filter());
        List<String> lines = new ArrayList<>(List.of(line(head, leaf, filter)));
        Row last = head;
        for (Row row : rows) {
            boolean sameLeaf = row.leaf().equals(last.leaf());
            boolean sameFilter = sameLeaf && row.filter().equals(last.filter());
            lines.add(line(
                    new Row(sameLeaf ? "" : row.leaf(), sameFilter ? "" : row.filter(), row.result()), leaf, filter));
            last = row;
        }
        return lines;
    }

    private static int width(List<String> cells, String head) {
        return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
    }

    private static String line(Row row, int leaf, int filter) {
        return pad(row.leaf(), leaf) + "  " + pad(row.filter(), filter) + "  " + row.result();
    }

    private static String pad(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private static String shown(String text) {
        return DisplayText.of(text, SHOWN);
    }

    private static String quoted(String text) {
        return DisplayText.quoted(text, SHOWN);
    }
}
