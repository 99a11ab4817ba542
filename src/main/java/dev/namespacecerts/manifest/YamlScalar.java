package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The value of a scalar as kubectl reads it, whose library knows more words and numbers than YAML 1.1: {@code y} is true,
 * {@code 0o14} is 12, and {@code 1:30} is a text.
 */
final class YamlScalar {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|(0|[1-9][0-9]*))");
    private static final int[] BASES = {0, 0, 16, 8, 2, 10}; // of the groups
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /** Characters of the longest integer: 64 bits in base 2. A longer number takes quadratic time. */
    private static final int LONGEST = 67;

    private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(63).negate();
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Gives scalars without a tag the tags of what they are. */
    static final Resolver RESOLVER = new Resolver() {
        @Override
        public Tag resolve(NodeId kind, String text, boolean plain) {
            if (kind != NodeId.scalar) {
                return super.resolve(kind, text, plain);
            }
            return !plain ? Tag.STR : text.equals("<<") ? Tag.MERGE : tag(text);
        }
    };

    private YamlScalar() {}

    private static Tag tag(String text) {
        JsonNode value = plain(text);
        if (value == null || value.isNumber()) {
            return value != null && value.isBigInteger() ? Tag.INT : Tag.FLOAT;
        }
        return value.isNull() ? Tag.NULL : value.isBoolean() ? Tag.BOOL : Tag.STR;
    }

    /** A text without quotation marks; null if it is infinite or no number. */
    private static JsonNode plain(String text) {
        if (NULL.contains(text)) {
            return JSON.nullNode();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return JSON.booleanNode(TRUE.contains(text));
        }
        if (INFINITE.matcher(text).matches()) {
            return null;
        }
        char first = text.charAt(0);
        boolean number = first == '.' || first == '-' || first == '+' || first >= '0' && first <= '9';
        return number ? number(text, first == '.' ? text : text.replace("_", "")) : JSON.textNode(text);
    }

    private static JsonNode number(String text, String digits) {
        Matcher integer = INTEGER.matcher(digits);
        if (digits.length() <= LONGEST && integer.matches()) {
            int group = 2;
            while (integer.group(group) == null) {
                group++;
            }
            BigInteger value = new BigInteger(integer.group(1) + integer.group(group), BASES[group]);
            if (value.compareTo(LEAST) >= 0 && value.compareTo(MOST) <= 0) {
                return JSON.numberNode(value);
            }
        }
        double value = FLOAT.matcher(digits).matches() ? Double.parseDouble(digits) : Double.NaN;
        return Double.isFinite(value) ? JSON.numberNode(value) : JSON.textNode(text);
    }

    /**
     * The value of a field.
     *
     * @param firstLine the line of the file in which the document begins, counted from 0
     */
    static JsonNode value(ScalarNode node, int firstLine) throws UnreadableException {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (Tag.BINARY.equals(tag)) {
            return JSON.textNode(decoded(node, firstLine));
        }
        if (!Set.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT).contains(tag)) {
            return JSON.textNode(text);
        }
        JsonNode value = plain(text);
        if (value == null) {
            throw unreadable(node, firstLine, "JSON has no infinite numbers. Put a text in quotation marks.");
        }
        if (!tag.equals(tag(text)) && !(tag.equals(Tag.FLOAT) && value.isNumber())) {
            throw unreadable(node, firstLine, "The value is not of the type that its tag says.");
        }
        return value.isDouble() && value.doubleValue() == Math.rint(value.doubleValue())
                ? JSON.numberNode(new BigDecimal(value.doubleValue()).toBigInteger()) // 1.0 is 1 in JSON
                : value;
    }

    /** The name of a field; a number is written as kubectl does. */
    static String key(ScalarNode node, int firstLine) throws UnreadableException {
        JsonNode value = value(node, firstLine);
        if (value.isNull()) {
            throw unreadable(node, firstLine, "The name of a field is null. Put it in quotation marks.");
        }
        return value.asText();
    }

    /** Base64, with line breaks as in Go. */
    private static String decoded(ScalarNode node, int firstLine) throws UnreadableException {
        try {
            String base64 = node.getValue().replaceAll("[\\r\\n]", "");
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable(node, firstLine, "The value is not base64, as its tag !!binary says.");
        }
    }

    /** @param message without the value, which may be secret */
    private static UnreadableException unreadable(ScalarNode node, int firstLine, String message) {
        return new UnreadableException(
                firstLine + node.getStartMark().getLine(), node.getStartMark().getColumn(), message);
    }
}
