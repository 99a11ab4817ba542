package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the patches of kustomizations: in files or inline, with targets or without. */
final class Patches {
    /** In characters, of the inline patches of all builds. */
    private static final int MOST_INLINE = 5_000_000;

    private final Unit unit;
    private final Map<Path, List<Item>> files;
    private final DocumentReader reader;
    private final Consumer<Path> used;
    private int inline;

    /** @param used gets the files that are patches */
    Patches(Unit unit, Map<Path, List<Item>> files, DocumentReader reader, Consumer<Path> used) {
        this.unit = unit;
        this.files = files;
        this.reader = reader;
        this.used = used;
    }

    List<Patch> of(Kustomization kustomization) {
        List<Patch> patches = new ArrayList<>();
        for (String field : List.of("patches", "patchesJson6902")) {
            for (Kustomization.Entry entry : kustomization.entries(field)) {
                JsonNode target = entry.value().path("target");
                JsonNode text = entry.value().path("patch");
                patches.add(
                        text.isTextual()
                                ? inline(kustomization, entry, target, text.textValue())
                                : file(
                                        kustomization,
                                        entry,
                                        target,
                                        entry.value().path("path")));
            }
        }
        JsonNode none = JsonNodeFactory.instance.missingNode();
        for (Kustomization.Entry entry : kustomization.entries("patchesStrategicMerge")) {
            String text = entry.value().asText();
            patches.add(
                    text.contains("\n")
                            ? inline(kustomization, entry, none, text)
                            : file(kustomization, entry, none, entry.value()));
        }
        return patches;
    }

    private Patch file(Kustomization kustomization, Kustomization.Entry entry, JsonNode target, JsonNode path) {
        Optional<Path> file = kustomization.resolve(path).filter(files::containsKey);
        file.ifPresent(used);
        return new Patch(
                kustomization.place(entry.path()), target, file.map(files::get).orElse(null));
    }

    /** Its lines are not those of the file. */
    private Patch inline(Kustomization kustomization, Kustomization.Entry entry, JsonNode target, String text) {
        Place place = kustomization.place(entry.path());
        if (target.isObject() || text.length() > MOST_INLINE - inline) {
            return new Patch(place, target, null);
        }
        inline += text.length();
        Marks marks = kustomization.marks().below(entry.path());
        return new Patch(
                place,
                target,
                reader.read(kustomization.file().shown(), unit, text, Origin.FOLDER).stream()
                        .map(item -> item.map(document -> document.at(marks)))
                        .toList());
    }
}
