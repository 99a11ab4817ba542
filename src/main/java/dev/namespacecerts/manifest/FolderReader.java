package dev.namespacecerts.manifest;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<Path, Kustomization> kustomizations = new LinkedHashMap<>();
        for (FileTree.Found file : found) {
            files.text(file, ManifestReader.LARGEST_FILE).ifPresent(text -> {
                Optional<Kustomization> kustomization = kustomization(file, text);
                kustomization.ifPresentOrElse(
                        read -> kustomizations.putIfAbsent(read.folder(), read),
                        () -> items.put(file.path(), reader.read(file.shown(), unit, text, origin(file.path()))));
            });
        }
        FluxSubstitutions substitutions = substitutions(items);
        Kustomizations builds = new Kustomizations(root, unit, kustomizations, items, files, reader, problems);
        builds.build((kustomization, built) -> into.accept(
                new Unit(unit.path(), kustomization.file().shown()),
                substitutions.replaced(kustomization.folder(), built)));
        items.forEach((file, read) -> {
            if (!builds.isUsed(file)) {
                into.accept(unit, substitutions.replaced(file, read));
            }
        });
    }

    private Optional<Kustomization> kustomization(FileTree.Found file, String text) {
        return Kustomization.isName(file.path().getFileName().toString()) && origin(file.path()) == Origin.FOLDER
                ? reader.kustomization(file, text)
                : Optional.empty();
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
