package dev.namespacecerts.api.v1alpha1;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in the format of Go's time.ParseDuration, without a sign. */
public final class GoDuration {
    /** Pattern of the schema. It lets days and weeks pass, so that {@link #HOURS} rejects them with a message. */
    public static final String PATTERN = "^([0-9]{1,10}(\\.[0-9]{1,9})?(ns|us|µs|ms|s|m|h|d|w))+$";

    /** Rule of the schema: no days or weeks, which Go's durations do not have. */
    static final String HOURS = "!self.matches('[dw]')";

    static final String HOURS_MESSAGE = "a duration has the units h, m and s: write 360h for 15d";

    /** Beginning of a rule that converts a duration: true for one with days or weeks, which HOURS rejects. */
    static final String OR = "self.matches('[dw]') || ";

    private static final Pattern WHOLE = Pattern.compile("([0-9]{1,10}(\\.[0-9]{1,9})?(ns|us|µs|ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /**
     * Parses a text that the schema accepts.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a duration such as 360h");
        }
        BigDecimal total = BigDecimal.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            total = total.add(
                    new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(NANOSECONDS.get(parts.group(2)))));
        }
        BigDecimal[] seconds = total.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValue());
    }
}
