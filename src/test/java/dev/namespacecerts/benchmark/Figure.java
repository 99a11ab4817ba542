package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure as {@link Figures} has written it.
 *
 * @param n the size of the case, for example the number of bundles
 * @param yardstick what the yardstick took in the same run, in the same unit
 * @param ratio the value as a multiple of the yardstick
 * @param target the most that the ratio should be; without a ratio, the most that the value should be
 */
record Figure(
        String benchmark,
        @JsonProperty("case") String name,
        long n,
        double value,
        String unit,
        @Nullable Double yardstick,
        @Nullable Double ratio,
        @Nullable Double target) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All figures of a file, in its order. */
    static List<Figure> read(Path file) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            figures.add(JSON.readValue(line, Figure.class));
        }
        return figures;
    }

    /** Adds the figure to a file, as one more line. */
    void append(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, JSON.writeValueAsString(this) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The figure as a share of its target: at most 1 if the target is met; null if there is no target. */
    @Nullable
    Double shareOfTarget() {
        if (target == null) {
            return null;
        }
        double measured = ratio == null ? value : ratio;
        return measured == target ? 1.0 : measured / target;
    }

    /** For people: "1,000: time to all in step". */
    String title() {
        return n <= 1 ? name : String.format(Locale.ROOT, "%,d: %s", n, name);
    }

    /** A number with three significant digits at most, or whole. */
    static String number(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        boolean whole = Math.abs(value) >= 100 || value == Math.rint(value);
        return whole
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value < 0.1 ? "%.3f" : value < 10 ? "%.2f" : "%.1f", value);
    }
}
