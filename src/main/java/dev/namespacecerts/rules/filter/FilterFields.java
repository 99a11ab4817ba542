package dev.namespacecerts.rules.filter;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fields of a filter as written by the user; null if not set. */
public record FilterFields(
        String commonName, String organization, String organizationalUnit, String subjectAlternativeName) {

    private static final int NEXT_LINE = 0x85;

    public static final String COMMON_NAME = "commonName";
    public static final String ORGANIZATION = "organization";
    public static final String ORGANIZATIONAL_UNIT = "organizationalUnit";
    public static final String SUBJECT_ALTERNATIVE_NAME = "subjectAlternativeName";

    /** Names of the fields, in the order of the API. */
    static final List<String> NAMES = List.of(COMMON_NAME, ORGANIZATION, ORGANIZATIONAL_UNIT, SUBJECT_ALTERNATIVE_NAME);

    /** Names of the fields that are present, but empty or only white space. */
    List<String> blank() {
        Map<String, String> set = set();
        List<String> given = Arrays.asList(commonName, organization, organizationalUnit, subjectAlternativeName);
        return IntStream.range(0, NAMES.size())
                .filter(i -> given.get(i) != null && !set.containsKey(NAMES.get(i)))
                .mapToObj(NAMES::get)
                .toList();
    }

    /** The set fields by name, trimmed, in the order of the API. A field with only white space counts as not set. */
    public Map<String, String> set() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, COMMON_NAME, commonName);
        put(fields, ORGANIZATION, organization);
        put(fields, ORGANIZATIONAL_UNIT, organizationalUnit);
        put(fields, SUBJECT_ALTERNATIVE_NAME, subjectAlternativeName);
        return fields;
    }

    /** Trims Unicode white space. {@link String#strip} would keep the no-break spaces and U+0085. */
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
