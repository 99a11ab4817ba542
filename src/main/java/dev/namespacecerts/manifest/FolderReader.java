package dev.namespacecerts.manifest;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads the manifests of a folder, and recognises Helm charts. */
final class FolderReader {
    private final TreeRoot root;
    private final Unit unit;
    private final BoundedFiles files;
    private final DocumentReader reader;
    private final Consumer<Problem> problems;
    private final Set<Path> charts = new HashSet<>();

    FolderReader(TreeRoot root, Unit unit, BoundedFiles files, DocumentReader reader, Consumer<Problem> problems) {
        this.root = root;
        this.unit = unit;
        this.files = files;
        this.reader = reader;
        this.problems = problems;
    }

    void read(BiConsumer<Unit, List<Item>> into) {
        List<FileTree.Found> found = FileTree.walk(root, problems);
        for (FileTree.Found file : found) {
            if (file.path().endsWith("Chart.yaml")) {
                charts.add(file.path().resolveSibling("templates"));
            }
        }
        Map<Path, List<Item>> items = new LinkedHashMap<>();
        for (FileTree.Found file : found) {
            items.put(file.path(), items(file));
        }
        FluxSubstitutions substitutions = substitutions(items);
        items.forEach((file, read) -> into.accept(
                unit,
                substitutions.covers(file)
                        ? read.stream().map(FluxSubstitutions::replaced).toList()
                        : read));
    }

    private List<Item> items(FileTree.Found file) {
        return files.text(file, ManifestReader.LARGEST_FILE)
                .map(text -> reader.read(file.shown(), unit, text, origin(file.path())))
                .orElse(List.of());
    }

    private FluxSubstitutions substitutions(Map<Path, List<Item>> items) {
        FluxSubstitutions substitutions = new FluxSubstitutions(root.folder());
        items.forEach((file, read) -> read.stream()
                .map(Item::document)
                .filter(document -> document != null && FluxSubstitutions.isKustomization(document))
                .forEach(document -> substitutions.add(file, document)));
        return substitutions;
    }

    private Origin origin(Path file) {
        if (charts.isEmpty()) {
            return Origin.FOLDER;
        }
        for (Path folder = file.getParent(); folder.startsWith(root.folder()); folder = folder.getParent()) {
            if (charts.contains(folder)) {
                return Origin.CHART;
            }
        }
        return Origin.FOLDER;
    }
}
