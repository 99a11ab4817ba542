package dev.namespacecerts.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The figures that one benchmark has measured: each is a row of the table on standard output and a line of JSON in
 * {@code target/benchmark/<benchmark>.jsonl}, from which the plots of docs/performance.md are drawn.
 */
public final class Figures {
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
        Figure figure = new Figure(benchmark, name, n, value, unit, yardstick, ratio, target);
        try {
            figure.append(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        print(figure);
        return this;
    }

    private void print(Figure figure) {
        if (!headed) {
            table.printf("%-44s %8s %12s %-9s %12s %7s%n", "case", "n", "value", "unit", "yardstick", "ratio");
            headed = true;
        }
        Double share = figure.shareOfTarget();
        String verdict = share == null
                ? ""
                : (share <= 1 ? "  at most " : "  MISSED, at most ") + Figure.number(figure.target());
        table.printf(
                "%-44s %8d %12s %-9s %12s %7s%s%n",
                figure.name(),
                figure.n(),
                Figure.number(figure.value()),
                figure.unit(),
                Figure.number(figure.yardstick()),
                Figure.number(figure.ratio()),
                verdict);
    }
}
