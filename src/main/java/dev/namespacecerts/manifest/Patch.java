package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A patch of a kustomization. Which objects it changes is estimated, rather too many than too few, because these are not
 * judged.
 *
 * @param target as in the kustomization; a missing node if the documents of the patch name what they change
 * @param documents of the patch, as far as lint knows their kinds; null if the patch was not read
 */
record Patch(Place place, JsonNode target, List<Item> documents) {
    /** Other texts are regular expressions. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]*");

    /** Number of comparisons for one object. */
    int size() {
        return documents == null || target.isObject() ? 1 : 1 + documents.size();
    }

    /** @param renamed whether a name may have a prefix or suffix that the patch does not know */
    boolean changes(Document object, boolean renamed) {
        if (target.isObject()) {
            String version = object.apiVersion();
            return mayBe("group", version.substring(0, Math.max(0, version.indexOf('/'))), false)
                    && mayBe("kind", object.kind(), false)
                    && mayBe("name", object.name(), renamed);
        }
        return documents == null || documents.stream().anyMatch(patch -> isFor(patch.document(), object, renamed));
    }

    private boolean mayBe(String field, String actual, boolean renamed) {
        String wanted = target.path(field).asText("");
        return wanted.isEmpty() || !PLAIN.matcher(wanted).matches() || isNamed(wanted, actual, renamed);
    }

    private static boolean isNamed(String wanted, String actual, boolean renamed) {
        return actual.equals(wanted) || renamed && actual.contains(wanted);
    }

    private static boolean isFor(Document patch, Document object, boolean renamed) {
        return patch == null || patch.kind().equals(object.kind()) && isNamed(patch.name(), object.name(), renamed);
    }

    /** Where a change of an object is written. */
    Place placeFor(Document object, boolean renamed) {
        return documents == null || target.isObject()
                ? place
                : documents.stream()
                        .map(Item::document)
                        .filter(document -> document != null && isFor(document, object, renamed))
                        .map(document -> document.place(""))
                        .findFirst()
                        .orElse(place);
    }
}
