package dev.namespacecerts.cli.generate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in tcld's format, such as {@code 30d10h}: Go's, with days and years of 365 days, without fractions of a second. */
final class TcldDuration {
    static final String EXAMPLES = "such as 30d, 30d10h or 1y; the units are y (365 days), d, h, m and s";

    private static final String PART = "([0-9]{1,10}(?:\\.[0-9]{1,9})?)([ydhms])";
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART + "){1,8}");
    private static final Pattern PARTS = Pattern.compile(PART);
    private static final Map<String, Long> SECONDS =
            Map.of("y", 31_536_000L, "d", 86_400L, "h", 3_600L, "m", 60L, "s", 1L);

    private TcldDuration() {}

    /** @throws IllegalArgumentException if the text is no such duration */
    static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a duration");
        }
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher parts = PARTS.matcher(text);
        while (parts.find()) {
            seconds = seconds.add(
                    new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(SECONDS.get(parts.group(2)))));
        }
        return Duration.ofSeconds(seconds.longValue());
    }
}
