package dev.namespacecerts.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.NamedFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the JSON of {@code tcld namespace certificate-filters import} and {@code export}, more strictly than tcld, which ignores
 * unknown keys. A filter without the key that was meant accepts more clients.
 */
public final class TcldFilterFile {
    private static final String FILTERS = "filters";
    private static final List<String> FIELDS = FilterKeys.FIELDS;
    private static final String IGNORED = "tcld ignores unknown keys, so that more clients would be accepted.";
    private static final int MOST_FILTERS = 1_000;
    private static final String EXPECTED = " A filter file of tcld is {\"filters\": [{\"commonName\": \"worker\"}]}.";

    private TcldFilterFile() {}

    /** The filters in their order; a field that is empty is null. {@code {}} is what tcld exports if there is none. */
    public static List<FilterFields> read(byte[] json) throws TcldFileException {
        JsonNode file = object(json);
        FilterKeys.check(file, "The file", List.of(FILTERS), IGNORED);
        JsonNode filters = file.path(FILTERS);
        if (!filters.isMissingNode() && !filters.isArray()) {
            throw new TcldFileException("filters of the JSON is not a list." + EXPECTED);
        }
        if (filters.size() > MOST_FILTERS) {
            throw new TcldFileException("The file has " + filters.size() + " filters. At most " + MOST_FILTERS
                    + " are read; Temporal Cloud accepts 25.");
        }
        List<FilterFields> all = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            FilterFields filter = filter(filters.get(i), name(i));
            int same = all.indexOf(filter);
            if (same >= 0) {
                throw new TcldFileException(name(i) + " has the same fields as " + name(same)
                        + ". tcld rejects the file. Delete one of the two.");
            }
            all.add(filter);
        }
        return List.copyOf(all);
    }

    /** As {@link #read}, each filter with its name in messages, which is its place in the file. */
    public static List<NamedFilter> named(byte[] json) throws TcldFileException {
        List<FilterFields> fields = read(json);
        return IntStream.range(0, fields.size())
                .mapToObj(i -> new NamedFilter(name(i), fields.get(i)))
                .toList();
    }

    private static String name(int index) {
        return FILTERS + "[" + index + "]";
    }

    private static JsonNode object(byte[] json) throws TcldFileException {
        try {
            return StrictJson.object(json);
        } catch (TcldFileException e) {
            throw new TcldFileException(e.getMessage() + EXPECTED);
        }
    }

    private static FilterFields filter(JsonNode filter, String name) throws TcldFileException {
        if (!filter.isObject()) {
            throw new TcldFileException(name + " of the JSON is not an object." + EXPECTED);
        }
        FilterKeys.check(filter, name, FIELDS, IGNORED);
        FilterFields fields = new FilterFields(
                text(filter, name, FilterFields.COMMON_NAME),
                text(filter, name, FilterFields.ORGANIZATION),
                text(filter, name, FilterFields.ORGANIZATIONAL_UNIT),
                text(filter, name, FilterFields.SUBJECT_ALTERNATIVE_NAME));
        if (fields.set().isEmpty()) {
            throw new TcldFileException(
                    name + " sets no field, or only white space. tcld rejects the file. Set at least one of "
                            + String.join(", ", FIELDS) + ".");
        }
        return fields;
    }

    private static String text(JsonNode filter, String name, String field) throws TcldFileException {
        JsonNode value = filter.path(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw new TcldFileException(name + "." + field + " of the JSON is not a text." + EXPECTED);
        }
        return value.asText().isEmpty() ? null : value.textValue();
    }
}
