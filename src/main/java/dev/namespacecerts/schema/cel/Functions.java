package dev.namespacecerts.schema.cel;

import dev.namespacecerts.api.v1alpha1.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The functions that the rules of the CRDs call. */
final class Functions {
    /** Names, each with the number of arguments; a receiver is an argument. */
    private static final Set<String> KNOWN =
            Set.of("size/1", "duration/1", "contains/2", "matches/2", "hasValue/1", "value/1");

    /** Those of the rules, which are the same to Java and Go. */
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Functions() {}

    static boolean isKnown(String name, int arguments) {
        return KNOWN.contains(name + "/" + arguments);
    }

    static Object call(String name, List<Object> arguments) {
        Object first = arguments.get(0);
        return switch (name) {
            case "size" -> Values.size(first);
            case "duration" -> duration(text(first));
            case "contains" -> text(first).contains(text(arguments.get(1)));
            case "matches" ->
                PATTERNS.computeIfAbsent(text(arguments.get(1)), Pattern::compile)
                        .matcher(text(first))
                        .find();
            case "hasValue" -> optional(first).isPresent();
            default -> optional(first).orElseThrow(() -> new CelException("no value"));
        };
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new CelException("not a text");
    }

    private static Optional<?> optional(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional;
        }
        throw new CelException("not an optional value");
    }

    private static Duration duration(String text) {
        try {
            return Duration.ofNanos(GoDuration.parse(text).toNanos()); // at most 292 years, as in Go
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CelException("not a duration such as 360h");
        }
    }
}
