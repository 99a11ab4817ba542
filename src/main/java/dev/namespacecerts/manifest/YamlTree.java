package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.x509.DisplayText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads one YAML document as kubectl does: YAML 1.1, converted to JSON. */
final class YamlTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SHOWN = 100;
    private static final String NO_MAPPING = "A merge key needs a mapping, or a list of mappings.";
    private static final String PEM = "-----BEGIN";

    private final String text;
    private final int firstLine;
    private final Budget budget;
    private final Marks marks;
    private final List<String> duplicates;

    /** Whether the marks of the library, which count code points, are indexes of the text. */
    private final boolean indexed;

    private YamlTree(String text, int firstLine, Budget budget, Marks marks, List<String> duplicates) {
        this.text = text;
        this.firstLine = firstLine;
        this.budget = budget;
        this.marks = marks;
        this.duplicates = duplicates;
        this.indexed = text.codePointCount(0, text.length()) == text.length();
    }

    /**
     * Reads a document.
     *
     * @param firstLine the line of the file in which the text begins, counted from 0
     * @param marks gets the places of the fields
     * @param duplicates gets the paths of fields that are there twice
     * @return a missing node for an empty document
     */
    static JsonNode read(String text, int firstLine, Budget budget, Marks marks, List<String> duplicates)
            throws UnreadableException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // files are limited before
        options.setNestingDepthLimit(Budget.DEEPEST);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE); // the budget counts what they mean
        options.setTagInspector(tag -> true); // nothing is constructed from a tag
        try {
            Composer composer =
                    new Composer(new ParserImpl(new StreamReader(text), options), YamlScalar.RESOLVER, options);
            Node root = composer.getSingleNode();
            return root == null
                    ? JSON.missingNode()
                    : new YamlTree(text, firstLine, budget, marks, duplicates).value(root, "", 0);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new UnreadableException(
                    firstLine + (mark == null ? 0 : mark.getLine()),
                    mark == null ? 0 : mark.getColumn(),
                    "This is no YAML: " + DisplayText.of(withoutName(String.valueOf(e.getProblem())), SHOWN) + ".");
        } catch (ReaderException e) {
            int line = (int) text.codePoints()
                    .limit(e.getPosition())
                    .filter(c -> c == '\n')
                    .count();
            throw new UnreadableException(
                    firstLine + line, 0, "This is no YAML: it contains a control character, as a binary file does.");
        } catch (YAMLException e) {
            throw new UnreadableException(
                    firstLine, 0, "This is no YAML: " + DisplayText.of(String.valueOf(e.getMessage()), SHOWN) + ".");
        }
    }

    /** The name of an alias may be a part of a key that was pasted. */
    private static String withoutName(String problem) {
        String alias = "found undefined alias";
        return problem.startsWith(alias) ? alias : problem;
    }

    private JsonNode value(Node node, String path, int depth) throws UnreadableException {
        Mark start = node.getStartMark();
        budget.take(depth, firstLine + start.getLine(), start.getColumn());
        mark(node, path);
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            fields(mapping, object, path, depth);
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(value(item, path + "[" + array.size() + "]", depth + 1));
            }
            return array;
        }
        return YamlScalar.value((ScalarNode) node, firstLine);
    }

    private void mark(Node node, String path) {
        Mark start = node.getStartMark();
        boolean literal = node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.LITERAL;
        String raw = node instanceof ScalarNode scalar && scalar.getValue().contains(PEM) ? raw(node) : null;
        marks.put(path, new Marks.Mark(firstLine + start.getLine() + 1, start.getColumn() + 1, literal, raw));
    }

    private String raw(Node node) {
        return indexed
                ? text.substring(
                        node.getStartMark().getIndex(), node.getEndMark().getIndex())
                : null;
    }

    /** As in kubectl, a merge key replaces the fields above it, and those below it replace what it gave. */
    private void fields(MappingNode mapping, ObjectNode into, String path, int depth) throws UnreadableException {
        Set<String> own = new HashSet<>();
        for (NodeTuple field : mapping.getValue()) {
            if (isMerge(field.getKeyNode())) {
                merge(field.getValueNode(), into, path, depth + 1);
                continue;
            }
            String key = key(field.getKeyNode());
            String child = Marks.child(path, key);
            into.set(key, value(field.getValueNode(), child, depth + 1));
            if (!own.add(key)) {
                duplicates.add(child);
            }
        }
    }

    private static boolean isMerge(Node key) {
        return Tag.MERGE.equals(key.getTag())
                && key instanceof ScalarNode scalar
                && scalar.getValue().equals("<<");
    }

    private void merge(Node node, ObjectNode into, String path, int depth) throws UnreadableException {
        Mark start = node.getStartMark();
        budget.take(depth, firstLine + start.getLine(), start.getColumn());
        if (node instanceof MappingNode mapping) {
            fields(mapping, into, path, depth);
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            for (int i = items.size() - 1; i >= 0; i--) { // the first one counts
                mergeItem(items.get(i), into, path, depth + 1);
            }
        } else {
            throw unreadable(node, NO_MAPPING);
        }
    }

    private void mergeItem(Node item, ObjectNode into, String path, int depth) throws UnreadableException {
        if (!(item instanceof MappingNode)) {
            throw unreadable(item, NO_MAPPING);
        }
        merge(item, into, path, depth);
    }

    private UnreadableException unreadable(Node node, String message) {
        Mark start = node.getStartMark();
        return new UnreadableException(firstLine + start.getLine(), start.getColumn(), message);
    }

    private String key(Node node) throws UnreadableException {
        if (node instanceof ScalarNode scalar) {
            return YamlScalar.key(scalar, firstLine);
        }
        throw unreadable(node, "The name of a field is not a text.");
    }
}
