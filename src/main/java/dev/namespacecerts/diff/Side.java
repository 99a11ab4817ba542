package dev.namespacecerts.diff;

import dev.namespacecerts.lint.Evaluation;
import dev.namespacecerts.manifest.Document;
import java.nio.file.Path;
import java.util.Map;

/**
 * One of the two versions.
 *
 * @param root path that the names of its files begin with, so that files of both versions compare; empty if they do already
 * @param submodules commits of the submodules, which are not read, by their paths; empty if there is no Git repository
 */
public record Side(String root, Evaluation evaluation, Map<String, String> submodules) {
    /** A file or folder. */
    public static Side of(String path, Evaluation evaluation) {
        String slashes = Path.of(path).normalize().toString().replace('\\', '/');
        return new Side(slashes.equals(".") ? "" : slashes, evaluation, Map.of());
    }

    /** Where an object is defined: its file, in the kustomization that includes it. */
    String origin(Document document) {
        return relative(document.unit().kustomization()) + " " + relative(document.file());
    }

    /** The name of a file, without the root. */
    String relative(String file) {
        if (file.equals(root)) {
            return file.substring(file.lastIndexOf('/') + 1);
        }
        return !root.isEmpty() && file.startsWith(root + "/") ? file.substring(root.length() + 1) : file;
    }
}
