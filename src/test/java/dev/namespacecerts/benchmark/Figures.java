package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures that one benchmark has measured: each is a row of the table on standard output and a line of JSON in
 * {@code target/benchmark/<benchmark>.jsonl}, from which the plots of docs/performance.md are drawn.
 */
public final class Figures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String benchmark;
    private final Path file;
    private final PrintStream table;
    private boolean headed;

    Figures(String benchmark, Path folder, PrintStream table) {
        this.benchmark = benchmark;
        this.file = folder.resolve(benchmark + ".jsonl");
        this.table = table;
    }

    /** Those of the benchmark that {@code deploy/benchmark <benchmark>} runs. */
    public static Figures of(String benchmark) {
        return new Figures(benchmark, Path.of("target", "benchmark"), System.out);
    }

    /**
     * Adds a figure that has no yardstick and no target.
     *
     * @param n the size of the case, for example the number of bundles
     */
    public Figures add(String name, long n, double value, String unit) {
        return add(name, n, value, unit, null, null, null);
    }

    /**
     * Adds a figure.
     *
     * @param n the size of the case, for example the number of bundles
     * @param yardstick what the yardstick took in the same run, in the same unit
     * @param ratio the value as a multiple of the yardstick
     * @param target the most that the ratio should be; without a ratio, the most that the value should be
     */
    public synchronized Figures add(
            String name,
            long n,
            double value,
            String unit,
            @Nullable Double yardstick,
            @Nullable Double ratio,
            @Nullable Double target) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("benchmark", benchmark);
        row.put("case", name);
        row.put("n", n);
        row.put("value", value);
        row.put("unit", unit);
        row.put("yardstick", yardstick);
        row.put("ratio", ratio);
        row.put("target", target);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, JSON.writeValueAsString(row) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        print(name, n, value, unit, yardstick, ratio, target);
        return this;
    }

    private void print(
            String name,
            long n,
            double value,
            String unit,
            @Nullable Double yardstick,
            @Nullable Double ratio,
            @Nullable Double target) {
        if (!headed) {
            table.printf("%-44s %8s %12s %-9s %12s %7s%n", "case", "n", "value", "unit", "yardstick", "ratio");
            headed = true;
        }
        String verdict = "";
        if (target != null) {
            boolean met = (ratio != null ? ratio : value) <= target;
            verdict = (met ? "  at most " : "  MISSED, at most ") + number(target);
        }
        table.printf(
                "%-44s %8d %12s %-9s %12s %7s%s%n",
                name,
                n,
                number(value),
                unit,
                yardstick == null ? "" : number(yardstick),
                ratio == null ? "" : String.format(Locale.ROOT, "%.2f", ratio),
                verdict);
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 || value == Math.rint(value) ? "%,.0f" : "%.3g", value);
    }
}
