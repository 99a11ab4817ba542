package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folders whose manifests Flux fills in: those of its Kustomizations with {@code spec.postBuild}. Elsewhere, a text such
 * as <code>${name}</code> is what it says.
 */
final class FluxSubstitutions {
    private static final String GROUP = "kustomize.toolkit.fluxcd.io/";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_]");

    private final Path root;
    private final Set<Path> folders = new HashSet<>();

    /** @param root the folder that the user gave */
    FluxSubstitutions(Path root) {
        this.root = root;
    }

    /** Whether a document may be a Kustomization of Flux that replaces variables. */
    static boolean mayBeIn(String text) {
        return text.contains(GROUP) && text.contains("postBuild");
    }

    static boolean isKustomization(Document document) {
        return document.apiVersion().startsWith(GROUP) && document.kind().equals("Kustomization");
    }

    /** Its path is relative to the top of the repository, which is one of the folders around the file. */
    void add(Path file, Document kustomization) {
        JsonNode spec = kustomization.content().path("spec");
        if (spec.path("postBuild").isEmpty()) {
            return;
        }
        String path = spec.path("path").asText("").replaceFirst("^/+", "");
        try {
            for (Path folder = file.getParent(); folder.startsWith(root); folder = folder.getParent()) {
                folders.add(folder.resolve(path).normalize());
            }
        } catch (InvalidPathException e) {
            return; // Flux finds no such folder either
        }
    }

    /**
     * Leaves unjudged the items with variables that Flux replaces.
     *
     * @param path of the file with the items, or of the folder of their kustomization
     */
    List<Item> replaced(Path path, List<Item> items) {
        return covers(path) ? items.stream().map(FluxSubstitutions::replaced).toList() : items;
    }

    private boolean covers(Path path) {
        for (Path folder = path; !folders.isEmpty() && folder.startsWith(root); folder = folder.getParent()) {
            if (folders.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    private static Item replaced(Item item) {
        return item.isJudged() && !isDisabled(item.document())
                ? item.unjudgedAt(
                        Placeholders.find(
                                item.document(), text -> VARIABLE.matcher(text).find()),
                        Placeholders.IS_REPLACED,
                        Placeholders.REPLACE)
                : item;
    }

    private static boolean isDisabled(Document document) {
        JsonNode metadata = document.content().path("metadata");
        return metadata.path("annotations").path(GROUP + "substitute").asText().equals("disabled")
                || metadata.path("labels").path(GROUP + "substitute").asText().equals("disabled");
    }
}
