package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.x509.DisplayText;
import java.util.Locale;

/** Values as they are quoted in a message: none that may be a private key. */
final class ShownValue {
    private static final int LONGEST = 64;

    private ShownValue() {}

    /** The type of a value, as a schema names it. */
    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> isInteger(value) ? "integer" : "number";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether a number has no fraction; 1.0 has none. */
    static boolean isInteger(JsonNode number) {
        return number.isIntegralNumber()
                || number.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    /** The type of a value, and the value if it is short. */
    static String typed(JsonNode value) {
        boolean isShort = value.isTextual() ? isSafe(value.textValue()) : value.isValueNode() && !value.isNull();
        return isShort ? type(value) + " " + of(value) : type(value);
    }

    /** The value of a text or number. */
    static String of(JsonNode value) {
        if (value.isTextual()) {
            return text(value.textValue());
        }
        return value.isValueNode() && !value.isNull() ? DisplayText.of(value.asText(), LONGEST) : type(value);
    }

    /** A text in quotation marks; only the length of one that may be a key. */
    static String text(String text) {
        return isSafe(text)
                ? DisplayText.quoted(text, LONGEST + 2)
                : "a text of " + text.codePointCount(0, text.length()) + " characters";
    }

    /** The path of a field below another; of the other one if the name of the field may be a key. */
    static String path(String parent, String name) {
        return isSafe(name) ? Document.child(parent, name) : parent;
    }

    /** Whether a text may be quoted in a message or path. */
    static boolean isSafe(String text) {
        return text.length() <= LONGEST && !text.contains("-----BEGIN");
    }
}
