package dev.namespacecerts.rules.filter;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The fields of a filter as a user wrote them; null where a field is not given.
 */
public record FilterFields(
        String commonName, String organization, String organizationalUnit, String subjectAlternativeName) {

    private static final int NEXT_LINE = 0x85;

    static final String COMMON_NAME = "commonName";
    static final String ORGANIZATION = "organization";
    static final String ORGANIZATIONAL_UNIT = "organizationalUnit";
    static final String SUBJECT_ALTERNATIVE_NAME = "subjectAlternativeName";

    /** In the order of the API. */
    static final List<String> NAMES = List.of(COMMON_NAME, ORGANIZATION, ORGANIZATIONAL_UNIT, SUBJECT_ALTERNATIVE_NAME);

    /** Those that are there, but empty or white space alone. */
    List<String> blank() {
        Map<String, String> set = set();
        List<String> given = Arrays.asList(commonName, organization, organizationalUnit, subjectAlternativeName);
        return IntStream.range(0, NAMES.size())
                .filter(i -> given.get(i) != null && !set.containsKey(NAMES.get(i)))
                .mapToObj(NAMES::get)
                .toList();
    }

    /** Those that are set, trimmed, by name and in a fixed order. White space alone is unset. */
    Map<String, String> set() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, COMMON_NAME, commonName);
        put(fields, ORGANIZATION, organization);
        put(fields, ORGANIZATIONAL_UNIT, organizationalUnit);
        put(fields, SUBJECT_ALTERNATIVE_NAME, subjectAlternativeName);
        return fields;
    }

    /** Without Unicode's white space at its ends: String.strip knows neither the no-break spaces nor U+0085. */
    private static String trimmed(String text) {
        int[] letters = text.codePoints().toArray();
        int start = 0;
        int end = letters.length;
        while (start < end && isWhiteSpace(letters[start])) {
            start++;
        }
        while (end > start && isWhiteSpace(letters[end - 1])) {
            end--;
        }
        return new String(letters, start, end - start);
    }

    private static boolean isWhiteSpace(int letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter) || letter == NEXT_LINE;
    }

    private static void put(Map<String, String> fields, String name, String value) {
        Optional.ofNullable(value)
                .map(FilterFields::trimmed)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> fields.put(name, text));
    }
}
