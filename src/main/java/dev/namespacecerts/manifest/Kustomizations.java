package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The builds of the kustomizations of a folder, as far as lint makes them itself: resources, components, generators,
 * namespaces, prefixes, suffixes and labels. What else changes an object leaves it unjudged.
 */
final class Kustomizations {
    static final String BUILD = "Give lint the output of kustomize: kubectl kustomize FOLDER | ncb lint -";
    private static final String IS_PATCHED = "is patched by a kustomization";
    private static final String IS_CHANGED = "is changed by a kustomization in a way that lint does not know";
    private static final String IS_NOT_READ = "is not among the files that lint reads";
    private static final String IS_CHART = "is made by a chart or a generator";

    private static final List<String> CHARTS = List.of("helmCharts", "helmChartInflationGenerator", "generators");

    /** Kustomizations may include each other exponentially often. */
    private static final int MOST_INCLUDED = 20_000;

    private static final int DEEPEST = 64;

    /** Objects of all builds, counting each change of each. */
    private static final long MOST_CHANGES = 5_000_000;

    private final TreeRoot root;
    private final Map<Path, Kustomization> byFolder;
    private final Map<Path, List<Item>> files;
    private final BoundedFiles reader;
    private final Patches patches;
    private final Consumer<Problem> problems;
    private final Unit unit;
    private final Set<Path> used = new HashSet<>();
    private final Set<Path> built = new HashSet<>();
    private final Set<Path> open = new LinkedHashSet<>();
    private final List<Item> outside = new ArrayList<>();
    private boolean renamed;
    private int included;
    private long changes;

    /** @param files the objects of the files that lint reads */
    Kustomizations(
            TreeRoot root,
            Unit unit,
            Map<Path, Kustomization> byFolder,
            Map<Path, List<Item>> files,
            BoundedFiles reader,
            DocumentReader documents,
            Consumer<Problem> problems) {
        this.root = root;
        this.unit = unit;
        this.byFolder = byFolder;
        this.files = files;
        this.reader = reader;
        this.patches = new Patches(unit, files, documents, used::add);
        this.problems = problems;
    }

    /** Builds those that no other one includes; and, of those that include each other, each. */
    void build(BiConsumer<Kustomization, List<Item>> into) {
        Set<Path> below = new HashSet<>();
        for (Kustomization kustomization : byFolder.values()) {
            List<Kustomization.Entry> entries = kustomization.resources();
            entries.addAll(kustomization.entries("components"));
            entries.forEach(entry -> kustomization.resolve(entry.value()).ifPresent(below::add));
        }
        byFolder.values().stream()
                .filter(kustomization -> !below.contains(kustomization.folder()))
                .forEach(kustomization -> into.accept(kustomization, build(kustomization)));
        byFolder.values().stream()
                .filter(kustomization -> !built.contains(kustomization.folder()))
                .forEach(kustomization -> into.accept(kustomization, build(kustomization)));
    }

    /** Whether a file belongs to a kustomization. */
    boolean isUsed(Path file) {
        return used.contains(file);
    }

    private List<Item> build(Kustomization kustomization) {
        renamed = false;
        outside.clear();
        List<Item> items = apply(kustomization, List.of());
        if (included > MOST_INCLUDED) {
            return List.of(); // copies of few objects
        }
        if (items.stream().anyMatch(Item::isOurs)) {
            items.addAll(outside);
        }
        return items;
    }

    private List<Item> apply(Kustomization kustomization, List<Item> before) {
        List<Item> items = new ArrayList<>(before);
        built.add(kustomization.folder());
        if (open.contains(kustomization.folder())) {
            problem(kustomization, "The kustomization includes itself.");
            return items;
        }
        if (++included > MOST_INCLUDED || open.size() > DEEPEST || !mayChange(1 + before.size())) {
            problem(kustomization, "It was not read, because kustomizations include each other too often.");
            return items;
        }
        open.add(kustomization.folder());
        for (Kustomization.Entry resource : kustomization.resources()) {
            items.addAll(resource(kustomization, resource));
        }
        generate(kustomization, items);
        for (Kustomization.Entry entry : kustomization.entries("components")) {
            Optional<Kustomization> component = included(kustomization, entry);
            if (component.isPresent()) {
                items = apply(component.get(), items);
            } else {
                outside(kustomization.place(entry.path()), IS_NOT_READ);
            }
        }
        patch(kustomization, items);
        transform(kustomization, items);
        open.remove(kustomization.folder());
        if (!mayChange(0)) {
            problem(kustomization, "It was not read in full, because it changes too many objects.");
        }
        return items;
    }

    /** Whether so many more objects may be changed. */
    private boolean mayChange(long more) {
        changes += more;
        return changes < MOST_CHANGES;
    }

    private Optional<Kustomization> included(Kustomization from, Kustomization.Entry entry) {
        return from.resolve(entry.value()).map(byFolder::get);
    }

    private List<Item> resource(Kustomization from, Kustomization.Entry entry) {
        Optional<Kustomization> folder = included(from, entry);
        if (folder.isPresent()) {
            return apply(folder.get(), List.of());
        }
        Optional<Path> file = from.resolve(entry.value()).filter(files::containsKey);
        if (file.isEmpty()) {
            outside(from.place(entry.path()), IS_NOT_READ);
            return List.of();
        }
        used.add(file.get());
        return files.get(file.get());
    }

    private void outside(Place place, String reason) {
        outside.add(new Item(null, place, reason, BUILD));
    }

    private void generate(Kustomization kustomization, List<Item> items) {
        for (String field : List.of("configMapGenerator", "secretGenerator")) {
            for (Kustomization.Entry entry : kustomization.entries(field)) {
                Generator generator = new Generator(kustomization, entry, root::file, reader);
                if (!mayChange(generator.isMerged() ? items.size() : 1)) {
                    return;
                } else if (generator.isMerged()) {
                    items.replaceAll(item -> isGeneratedAgain(generator, item)
                            ? new Item(item.document(), generator.place(), IS_CHANGED, BUILD)
                            : item);
                } else if (!generator.name().isEmpty()) {
                    items.add(generator.generate(unit));
                }
            }
        }
        for (String field : CHARTS) {
            kustomization.entries(field).forEach(entry -> outside(kustomization.place(entry.path()), IS_CHART));
        }
    }

    private static boolean isGeneratedAgain(Generator generator, Item item) {
        return item.document() != null
                && item.document().kind().equals(generator.kind())
                && item.document().name().contains(generator.name());
    }

    private void patch(Kustomization kustomization, List<Item> items) {
        for (Patch patch : patches.of(kustomization)) {
            if (!mayChange((long) items.size() * patch.size())) {
                return;
            }
            boolean[] matched = {false};
            items.replaceAll(item -> {
                if (!isChangeable(item) || !patch.changes(item.document(), renamed)) {
                    return item;
                }
                matched[0] = true;
                return item.unjudged(patch.placeFor(item.document(), renamed), IS_PATCHED, BUILD);
            });
            if (!matched[0] && patch.documents() != null) {
                patch.documents().stream()
                        .filter(item -> item.document() != null && item.isOurs())
                        .map(item -> item.unjudged(item.document().place(""), IS_PATCHED, BUILD))
                        .forEach(items::add);
            }
        }
    }

    /** What makes a ConfigMap or Secret in the cluster only gives lint its name. */
    private static boolean isChangeable(Item item) {
        return item.document() != null
                && (item.document().isOurs() || item.document().apiVersion().equals("v1"));
    }

    private void transform(Kustomization kustomization, List<Item> items) {
        ObjectNode content = kustomization.content();
        kustomization.unknownChange().ifPresent(field -> {
            Place place = kustomization.place(field);
            items.replaceAll(item -> isChangeable(item) ? item.unjudged(place, IS_CHANGED, BUILD) : item);
        });
        String namespace = content.path("namespace").asText("");
        String prefix = content.path("namePrefix").asText("");
        String suffix = content.path("nameSuffix").asText("");
        renamed |= !prefix.isEmpty() || !suffix.isEmpty();
        ObjectNode labels = kustomization.labels();
        if (mayChange((long) items.size() * (1 + labels.size()))) {
            items.replaceAll(item -> item.map(document -> document.with(namespace, prefix, suffix, labels)));
        }
    }

    private void problem(Kustomization kustomization, String message) {
        problems.accept(new Problem(Place.of(kustomization.file().shown()), message));
    }
}
