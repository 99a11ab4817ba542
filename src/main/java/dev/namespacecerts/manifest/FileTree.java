package dev.namespacecerts.manifest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The manifests below a folder: files whose names end with .yaml, .yml or .json, and kustomization files. The folders that
 * Git, Terraform and npm fill are left out. A pattern such as {@code vendor/**} or {@code *.gen.yaml} leaves out what it
 * matches, relative to the folder; a pattern without a slash matches names anywhere.
 */
final class FileTree {
    private static final Pattern MANIFEST = Pattern.compile("(?s).*\\.((?i)ya?ml|json)|Kustomization");
    private static final Set<String> FILLED_BY_TOOLS =
            Set.of(".git", ".terraform", ".terragrunt-cache", "node_modules");
    private static final int DEEPEST = 64;
    private static final int MOST_ENTRIES = 200_000;

    private FileTree() {}

    /**
     * A file.
     *
     * @param shown its path with slashes
     * @param isLink whether the user gave a symbolic link as the path
     */
    record Found(Path path, String shown, boolean isLink) {}

    static List<Found> walk(TreeRoot root, Consumer<Problem> problems) {
        Visitor visitor = new Visitor(root, problems);
        try {
            Files.walkFileTree(root.folder(), Set.of(), DEEPEST, visitor); // follows no link
        } catch (IOException e) {
            visitor.problem(root.folder(), "The folder cannot be read.");
        }
        visitor.found.sort(Comparator.comparing(Found::shown));
        return visitor.found;
    }

    static boolean isManifest(String name) {
        return MANIFEST.matcher(name).matches();
    }

    /** Whether a folder holds what a tool has fetched. */
    private static boolean isFilledByTool(Path folder) {
        return folder.getFileName() != null
                && FILLED_BY_TOOLS.contains(folder.getFileName().toString());
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final TreeRoot root;
        private final Consumer<Problem> problems;
        private final List<Found> found = new ArrayList<>();
        private int entries;

        Visitor(TreeRoot root, Consumer<Problem> problems) {
            this.root = root;
            this.problems = problems;
        }

        private void problem(Path path, String message) {
            problems.accept(new Problem(Place.of(root.shown(path)), message));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skipped = !folder.equals(root.folder()) && (isFilledByTool(folder) || root.isExcluded(folder));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (++entries > MOST_ENTRIES) {
                problem(
                        root.folder(),
                        "It has more than " + MOST_ENTRIES + " files. Give lint the folders with manifests.");
                return FileVisitResult.TERMINATE;
            }
            if (root.isExcluded(file)) {
                return FileVisitResult.CONTINUE;
            }
            boolean manifest = isManifest(file.getFileName().toString());
            if (attributes.isSymbolicLink()) {
                link(file, manifest);
            } else if (attributes.isDirectory()) {
                problem(file, "Folders are nested deeper than " + DEEPEST + " levels.");
            } else if (manifest && !attributes.isRegularFile()) {
                problem(file, "It is no regular file and was not read.");
            } else if (manifest) {
                found.add(new Found(file, root.shown(file), false));
            }
            return FileVisitResult.CONTINUE;
        }

        /** What a link inside the folder refers to is read where it is, unless only the link has the name of a manifest. */
        private void link(Path link, boolean manifest) {
            Path target;
            try {
                target = link.toRealPath();
            } catch (IOException e) {
                if (manifest) {
                    problem(link, "It is a symbolic link to nothing.");
                }
                return;
            }
            if (manifest && target.startsWith(root.folder()) && Files.isRegularFile(target) && !isWalked(target)) {
                found.add(new Found(target, root.shown(link), false));
            }
            if (!target.startsWith(root.folder()) && (manifest || Files.isDirectory(target))) {
                problem(
                        link,
                        "It is a symbolic link out of the given folder and was not followed. Give lint the folder that"
                                + " contains both, or leave the link out with --exclude.");
            }
        }

        private boolean isWalked(Path file) {
            for (Path at = file; !at.equals(root.folder()); at = at.getParent()) {
                if (root.isExcluded(at) || isFilledByTool(at)) {
                    return false;
                }
            }
            return isManifest(file.getFileName().toString());
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            problem(file, "It cannot be read.");
            return FileVisitResult.CONTINUE;
        }
    }
}
