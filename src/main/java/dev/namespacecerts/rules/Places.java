package dev.namespacecerts.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats a list of places: sources and their PEM blocks. Consecutive blocks are shown as a range. */
public final class Places {
    private static final int MOST = 10;

    private final Map<String, List<Integer>> positions = new LinkedHashMap<>();

    /** @param position number of the block; null for the whole source */
    public void add(String source, Integer position) {
        List<Integer> known = positions.computeIfAbsent(source, s -> new ArrayList<>());
        if (position != null) {
            known.add(position);
        }
    }

    /** For example "spec.certificates[0], blocks 2-24 and 26; tls.key". At most ten sources and ranges are shown. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        int left = MOST;
        for (Map.Entry<String, List<Integer>> source : positions.entrySet()) {
            if (left <= 0) {
                texts.add("…");
                break;
            }
            List<String> runs = runs(source.getValue());
            List<String> shown = runs.subList(0, Math.min(left, runs.size()));
            left -= Math.max(1, shown.size());
            boolean one = source.getValue().size() == 1;
            texts.add(source.getKey()
                    + (runs.isEmpty() ? "" : (one ? ", block " : ", blocks ") + String.join(", ", shown))
                    + (shown.size() < runs.size() ? ", …" : ""));
        }
        return String.join("; ", texts);
    }

    private static List<String> runs(List<Integer> numbers) {
        List<String> runs = new ArrayList<>();
        int i = 0;
        while (i < numbers.size()) {
            int first = numbers.get(i);
            int last = first;
            while (i + 1 < numbers.size() && numbers.get(i + 1) == last + 1) {
                last = numbers.get(++i);
            }
            runs.add(first == last ? "" + first : first + "-" + last);
            i++;
        }
        return runs;
    }
}
