package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the documents of a text. Each document is read by itself, so that a defect in one hides no other. Documents of other
 * kinds are skipped, most of them unparsed.
 */
final class DocumentReader {
    private static final Pattern SEPARATOR = Pattern.compile("^---(?=[ \\t\\r]|$).*$", Pattern.MULTILINE);

    /** One of these is in every document that matters, unless it is written with escapes. */
    private static final Pattern RELEVANT =
            Pattern.compile("namespacecerts|ConfigMap|Secret|Certificate|Bundle|\\\\[xuU]");

    private static final String OURS = "namespacecerts.dev/";

    /** Kinds of other projects that make a ConfigMap or Secret, so that lint can name where it comes from. */
    private static final Set<String> MAKERS = Set.of("SealedSecret", "ExternalSecret", "Certificate", "Bundle");

    private final Budget budget;
    private final List<Document> documents = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    DocumentReader(Budget budget) {
        this.budget = budget;
    }

    List<Document> documents() {
        return documents;
    }

    List<Problem> problems() {
        return problems;
    }

    /**
     * Reads a text.
     *
     * @param file as in {@link Place}
     * @param unit as in {@link Document}
     * @param named whether the user named the text, so that it must be readable even where nothing in it matters
     */
    void read(String file, String unit, String text, boolean named) {
        int start = 0;
        int line = 0;
        var separators = SEPARATOR.matcher(text);
        while (start <= text.length()) {
            boolean found = separators.find();
            int end = found ? separators.start() : text.length();
            String part = text.substring(start, end);
            if (named || RELEVANT.matcher(part).find()) {
                document(file, unit, part, line);
            }
            line += lines(part);
            start = found ? separators.start() + 3 : text.length() + 1; // the rest of the line belongs to the next
        }
    }

    private static int lines(String part) {
        return (int) part.chars().filter(c -> c == '\n').count();
    }

    private void document(String file, String unit, String text, int line) {
        Marks marks = new Marks();
        List<String> duplicates = new ArrayList<>();
        if (budget.isSpent()) {
            problems.add(new Problem(
                    new Place(file, line + 1, 1),
                    "It was not read, because the input before has too many values. Give lint fewer paths."));
            return;
        }
        try {
            budget.begin();
            int before = documents.size();
            object(file, unit, value(text, line, marks, duplicates), marks, duplicates);
            if (documents.size() > before) {
                budget.keep();
            }
        } catch (UnreadableException e) {
            problems.add(new Problem(new Place(file, e.line() + 1, e.column() + 1), e.getMessage()));
        }
    }

    private JsonNode value(String text, int line, Marks marks, List<String> duplicates) throws UnreadableException {
        if (text.stripLeading().startsWith("{")) {
            try {
                return JsonTree.read(text, line, budget, marks, duplicates);
            } catch (UnreadableException e) {
                duplicates.clear();
                return YamlTree.read(text, line, budget, marks, duplicates); // {a: 1} is YAML
            }
        }
        return YamlTree.read(text, line, budget, marks, duplicates);
    }

    private void object(String file, String unit, JsonNode value, Marks marks, List<String> duplicates) {
        if (!(value instanceof ObjectNode object)) {
            return;
        }
        Document document = new Document(file, unit, object, marks, List.copyOf(duplicates));
        JsonNode items = object.path("items");
        if (document.kind().endsWith("List") && items.isArray()) {
            for (int i = 0; i < items.size(); i++) {
                String path = "items[" + i + "]";
                List<String> below = duplicates.stream()
                        .filter(duplicate -> duplicate.startsWith(path + "."))
                        .map(duplicate -> duplicate.substring(path.length() + 1))
                        .toList();
                object(file, unit, items.get(i), marks.below(path), below);
            }
        } else if (isRelevant(document)) {
            documents.add(document);
        }
    }

    private static boolean isRelevant(Document document) {
        String kind = document.kind();
        return document.apiVersion().startsWith(OURS)
                || document.apiVersion().equals("v1") && (kind.equals("ConfigMap") || kind.equals("Secret"))
                || MAKERS.contains(kind);
    }
}
