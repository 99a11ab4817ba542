package dev.namespacecerts.schema.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of expressions. */
final class Values {
    private Values() {}

    /** The value of a JSON value; objects and lists stay. */
    static Object of(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER -> number(json);
            default -> json;
        };
    }

    private static Object number(JsonNode json) {
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        return json.doubleValue();
    }

    static Optional<Object> field(Object value, String name) {
        if (value instanceof ObjectNode object) {
            return Optional.ofNullable(object.get(name)).map(Values::of);
        }
        throw new CelException("not an object");
    }

    /** The items of a list, or the keys of a map. */
    static List<Object> items(Object value) {
        List<Object> items = new ArrayList<>();
        if (value instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(items::add);
        } else if (value instanceof JsonNode array && array.isArray()) {
            array.forEach(item -> items.add(of(item)));
        } else if (value instanceof List<?> list) {
            items.addAll(list);
        } else {
            throw new CelException("not a list");
        }
        return items;
    }

    static long size(Object value) {
        return value instanceof String text
                ? text.codePointCount(0, text.length())
                : items(value).size();
    }

    static int compare(Object first, Object second) {
        if (first instanceof Long a && second instanceof Long b) {
            return a.compareTo(b);
        }
        if (first instanceof Duration a && second instanceof Duration b) {
            return a.compareTo(b);
        }
        throw new CelException("not comparable");
    }

    static Object sum(Object first, Object second) {
        try {
            if (first instanceof Long a && second instanceof Long b) {
                return Math.addExact(a, b);
            }
            if (first instanceof Duration a && second instanceof Duration b) {
                return Duration.ofNanos(Math.addExact(a.toNanos(), b.toNanos()));
            }
        } catch (ArithmeticException e) {
            throw new CelException("overflow");
        }
        throw new CelException("not a number or duration");
    }
}
