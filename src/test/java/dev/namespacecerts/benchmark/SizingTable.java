package dev.namespacecerts.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How much memory a Pod needs for how many bundles, as the README shows it. */
final class SizingTable {
    private static final String PEAK = ": resident, peak";
    private static final double BYTES_OF_A_MEGABYTE = 1e6;
    private static final double BYTES_OF_A_MEBIBYTE = 1 << 20;

    /** A fifth of the limit is to spare. */
    private static final double TO_SPARE = 1.25;

    private static final int STEP = 32;

    private SizingTable() {}

    /** @param figures of the benchmark of memory */
    static String of(List<Figure> figures) {
        Map<Long, Double> peaks = new TreeMap<>();
        figures.stream()
                .filter(figure -> figure.name().endsWith(PEAK))
                .forEach(figure -> peaks.merge(figure.n(), figure.value() * BYTES_OF_A_MEGABYTE, Math::max));
        StringBuilder table =
                new StringBuilder("| bundles | memory, at most | limit with a fifth to spare |\n|---:|---:|---:|\n");
        peaks.forEach((bundles, bytes) -> table.append(String.format(
                Locale.ROOT, "| %,d | %.0f MiB | %dMi |\n", bundles, bytes / BYTES_OF_A_MEBIBYTE, limit(bytes))));
        return table.toString();
    }

    private static long limit(double bytes) {
        return STEP * (long) Math.ceil(TO_SPARE * bytes / BYTES_OF_A_MEBIBYTE / STEP);
    }
}
