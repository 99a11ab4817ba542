package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the documents of a text. Each document is read by itself, so that a defect in one hides no other. Documents of other
 * kinds are skipped, most of them unparsed.
 */
final class DocumentReader {
    private static final int SEPARATOR_LENGTH = "---".length();
    private static final Pattern COMMENT = Pattern.compile("[ \\t]*(#.*)?(?=\\r?\\n)");
    private static final Pattern SEPARATOR = Pattern.compile("^---(?=[ \\t\\r]|$).*$", Pattern.MULTILINE);

    private static final Pattern STREAM = Pattern.compile("\\}\\s*+\\{");

    /** The byte-order mark of a file that was appended to another. */
    private static final Pattern MARK = Pattern.compile("\\A([\\r\\n]*)\\uFEFF");

    private static final String OURS = "namespacecerts";

    /** In another API group, these are mistakes: no other project has such kinds. */
    private static final Set<String> OUR_KINDS = Set.of("NamespaceCertificateBundle", "CertificateFilter");

    private static final String LIST = "List";

    /** Kinds of other projects that make a ConfigMap or Secret, so that lint can name where it comes from. */
    private static final Set<String> MAKERS = Set.of("SealedSecret", "ExternalSecret", "Certificate", "Bundle");

    /** Every other document that matters has this, unless it is written with escapes. */
    private static final Pattern KIND = Pattern.compile("kind[\"']?\\s*+:\\s*+[^\\n]{0,40}?\\b(?:ConfigMap|Secret|"
            + "NamespaceCertificateBundle|CertificateFilter|"
            + String.join("|", MAKERS.stream().sorted().toList()) + ")\\b");

    /** Also an escaped line break, base64, an alias, and lists whose items need no kind. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\[xuU\\r\\n]|![^\\s]{0,80}?(binary|%)" + "|kind[\"']?\\s*+:\\s*+[*&!]|(ConfigMap|Secret)List");

    private final Budget budget;
    private final Consumer<Problem> problems;

    DocumentReader(Budget budget, Consumer<Problem> problems) {
        this.budget = budget;
        this.problems = problems;
    }

    /**
     * Reads a text.
     *
     * @param file as in {@link Place}
     * @param unit as in {@link Document}
     * @return the objects that matter
     */
    List<Item> read(String file, Unit unit, String text, Origin origin) {
        List<Item> items = new ArrayList<>();
        for (Part part : parts(text)) {
            if (origin == Origin.CHART && Placeholders.isTemplate(part.text())) {
                part.template(file, Placeholders.IS_HELM_TEMPLATE, Placeholders.RENDER, items);
            } else if (origin == Origin.NAMED || part.isRelevant()) {
                document(file, unit, part, origin, items);
            }
        }
        return items;
    }

    /** Reads a kustomization; empty if it is something else. */
    Optional<Kustomization> kustomization(FileTree.Found file, String text) {
        Marks marks = new Marks();
        for (Part part : parts(text)) {
            try {
                budget.begin();
                JsonNode value = value(part, marks, new ArrayList<>());
                if (value instanceof ObjectNode object) {
                    budget.keep();
                    return Kustomization.isOne(object)
                            ? Optional.of(new Kustomization(file, object, marks))
                            : Optional.empty();
                }
            } catch (UnreadableException e) {
                if (!Placeholders.isTemplate(part.text())) {
                    problems.accept(new Problem(new Place(file.shown(), e.line() + 1, e.column() + 1), e.getMessage()));
                }
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A document of a text. @param line in which it begins, counted from 0 */
    private record Part(String text, int line) {
        boolean isRelevant() {
            return isManifest()
                    || FluxSubstitutions.mayBeIn(text)
                    || ESCAPE.matcher(text).find();
        }

        /** Whether it looks like an object that matters, even if it cannot be parsed. */
        boolean isManifest() {
            return text.contains("apiVersion") && text.contains(OURS)
                    || KIND.matcher(text).find();
        }

        /** Whether it may be a bundle or a filter. */
        boolean isOurs() {
            return text.contains("apiVersion") && text.contains(OURS + ".dev/");
        }

        /** Adds a template, if it is one of a bundle or filter. */
        void template(String file, String reason, String remedy, List<Item> items) {
            if (isOurs()) {
                int before = lines(text.substring(0, text.indexOf(OURS + ".dev/")));
                items.add(new Item(null, new Place(file, line + before + 1, 1), reason, remedy));
            }
        }
    }

    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        int start = 0;
        int line = 0;
        var separators = SEPARATOR.matcher(text);
        while (start <= text.length()) {
            boolean found = separators.find();
            String part = text.substring(start, found ? separators.start() : text.length());
            addAll(parts, part, line);
            line += lines(part);
            start = found ? next(text, separators.start() + SEPARATOR_LENGTH) : text.length() + 1;
        }
        return parts;
    }

    /** JSON objects may follow each other without a separator, as jq writes them. */
    private static void addAll(List<Part> parts, String part, int line) {
        int start = 0;
        int first = line;
        for (int end : STREAM.matcher(part).find() ? JsonTree.ends(part) : List.<Integer>of()) {
            String text = part.substring(start, end);
            parts.add(new Part(text, first));
            first += lines(text);
            start = end;
        }
        if (start == 0 || !part.substring(start).isBlank()) {
            parts.add(new Part(part.substring(start), first));
        }
    }

    /** Where the next document begins: on the line of the separator, if more than a comment follows there. */
    private static int next(String text, int behind) {
        Matcher comment = COMMENT.matcher(text).region(behind, text.length());
        return comment.lookingAt() ? comment.end() : behind;
    }

    private static int lines(String part) {
        return (int) part.chars().filter(c -> c == '\n').count();
    }

    private void document(String file, Unit unit, Part part, Origin origin, List<Item> items) {
        if (budget.isSpent()) {
            problems.accept(new Problem(
                    new Place(file, part.line() + 1, 1),
                    "It was not read, because the input before has too many values. Give lint fewer paths."));
            return;
        }
        try {
            budget.begin();
            List<Item> read = documents(file, unit, part).stream()
                    .filter(DocumentReader::isRelevant)
                    .map(DocumentReader::item)
                    .toList();
            if (!read.isEmpty()) {
                budget.keep();
            }
            items.addAll(read);
        } catch (UnreadableException e) {
            boolean template = Placeholders.isTemplate(part.text());
            if (template && part.isOurs()) {
                part.template(file, Placeholders.IS_TEMPLATE, Placeholders.FILL_IN, items);
            } else if (origin == Origin.NAMED || part.isManifest() && !template) {
                problems.accept(new Problem(new Place(file, e.line() + 1, e.column() + 1), e.getMessage()));
            }
        }
    }

    private List<Document> documents(String file, Unit unit, Part part) throws UnreadableException {
        Marks marks = new Marks();
        List<String> duplicates = new ArrayList<>();
        List<Document> documents = new ArrayList<>();
        object(file, unit, value(part, marks, duplicates), marks, duplicates, documents);
        return documents;
    }

    private JsonNode value(Part part, Marks marks, List<String> duplicates) throws UnreadableException {
        String text = MARK.matcher(part.text()).replaceFirst("$1");
        if (text.stripLeading().startsWith("{")) {
            try {
                return JsonTree.read(text, part.line(), budget, marks, duplicates);
            } catch (UnreadableException e) {
                duplicates.clear(); // {a: 1} is YAML
            }
        }
        return YamlTree.read(text, part.line(), budget, marks, duplicates);
    }

    private static void object(
            String file, Unit unit, JsonNode value, Marks marks, List<String> duplicates, List<Document> documents) {
        if (!(value instanceof ObjectNode object)) {
            return;
        }
        Document document = new Document(file, unit, object, marks, List.copyOf(duplicates));
        JsonNode items = object.path("items");
        if (!items.isArray() || !document.kind().endsWith(LIST)) {
            documents.add(document);
        }
        if (items.isArray()) { // a List to kubectl, whatever its kind
            Map<String, List<String>> below = below(duplicates);
            for (int i = 0; i < items.size(); i++) {
                String path = "items[" + i + "]";
                object(
                        file,
                        unit,
                        ofList(document, items.get(i)),
                        marks.below(path),
                        below.getOrDefault(path, List.of()),
                        documents);
            }
        }
    }

    /** Paths below the items of a List, by the path of the item. */
    private static Map<String, List<String>> below(List<String> paths) {
        Map<String, List<String>> below = new HashMap<>();
        for (String path : paths) {
            int end = path.startsWith("items[") ? path.indexOf("].") : -1;
            if (end > 0) {
                below.computeIfAbsent(path.substring(0, end + 1), item -> new ArrayList<>())
                        .add(path.substring(end + 2));
            }
        }
        return below;
    }

    /** An item without a kind is of the kind that the list is for, as in kubectl. */
    private static JsonNode ofList(Document list, JsonNode item) {
        if (item instanceof ObjectNode object
                && !object.has("kind")
                && list.kind().endsWith(LIST)) {
            object.put("kind", list.kind().substring(0, list.kind().length() - LIST.length()));
            object.put("apiVersion", list.apiVersion());
        }
        return item;
    }

    private static Item item(Document document) {
        Item item = Item.of(document);
        return MAKERS.contains(document.kind()) ? item : Placeholders.filledIn(item);
    }

    private static boolean isRelevant(Document document) {
        String kind = document.kind();
        return document.isOurs()
                || OUR_KINDS.contains(kind)
                || document.apiVersion().equals("v1") && (kind.equals("ConfigMap") || kind.equals("Secret"))
                || MAKERS.contains(kind)
                || FluxSubstitutions.isKustomization(document);
    }
}
