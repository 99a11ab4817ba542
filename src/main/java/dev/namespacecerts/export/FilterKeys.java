package dev.namespacecerts.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.x509.DisplayText;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** The keys of certificate filters. An unknown one is refused: without it, the filter would match more clients. */
public final class FilterKeys {
    /** The fields of a filter, in the order of the API. */
    public static final List<String> FIELDS = List.of(
            FilterFields.COMMON_NAME,
            FilterFields.ORGANIZATION,
            FilterFields.ORGANIZATIONAL_UNIT,
            FilterFields.SUBJECT_ALTERNATIVE_NAME);

    private static final int SHOWN = 64;

    private FilterKeys() {}

    /**
     * Refuses unknown keys.
     *
     * @param name of the object in the message
     * @param why they are refused, as a sentence
     */
    public static void check(JsonNode object, String name, List<String> known, String why) throws TcldFileException {
        for (Iterator<String> keys = object.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!known.contains(key)) {
                String meant = NearestKey.of(key, known)
                        .map(near -> "Write \"" + near + "\".")
                        .orElseGet(() -> "Known keys: "
                                + known.stream().map(one -> '"' + one + '"').collect(Collectors.joining(", ")) + ".");
                throw new TcldFileException(
                        name + " has the unknown key " + DisplayText.quoted(key, SHOWN) + ". " + meant + " " + why);
            }
        }
    }
}
