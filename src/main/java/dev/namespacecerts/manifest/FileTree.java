package dev.namespacecerts.manifest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The manifests below a path: files whose names end with .yaml, .yml or .json; of a path that is a file, that file. Git's own
 * folder is left out. A pattern such as {@code vendor/**} or {@code *.gen.yaml} leaves out what it matches, relative to the
 * path; a pattern without a slash matches names anywhere.
 */
final class FileTree {
    private static final Pattern MANIFEST = Pattern.compile("(?i).*\\.(ya?ml|json)");
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

    static List<Found> walk(String path, List<String> excluded, Consumer<Problem> problems) {
        Path root;
        try {
            root = Path.of(path);
        } catch (InvalidPathException e) {
            problems.accept(new Problem(Place.of(path), "This is no path."));
            return List.of();
        }
        String shown = slashes(root.normalize());
        if (Files.isRegularFile(root)) {
            return List.of(new Found(root, shown, Files.isSymbolicLink(root)));
        }
        if (!Files.isDirectory(root)) {
            problems.accept(new Problem(
                    Place.of(path), Files.exists(root) ? "It is neither a file nor a folder." : "It does not exist."));
            return List.of();
        }
        String prefix = shown.isEmpty() || shown.equals(".") ? "" : shown + "/";
        List<Found> found = new ArrayList<>();
        try {
            Path real = root.toRealPath();
            Files.walkFileTree(
                    real, Set.of(), DEEPEST, new Visitor(real, prefix, excluded, found, problems)); // follows no link
        } catch (IOException e) {
            problems.accept(new Problem(Place.of(path), "The folder cannot be read."));
        }
        found.sort(Comparator.comparing(Found::shown));
        return found;
    }

    private static String slashes(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final String prefix;
        private final List<PathMatcher> excluded;
        private final Consumer<Problem> problems;
        private final List<Found> found;
        private int entries;

        Visitor(Path root, String prefix, List<String> excluded, List<Found> found, Consumer<Problem> problems) {
            this.root = root;
            this.prefix = prefix;
            this.found = found;
            this.problems = problems;
            this.excluded = excluded.stream().map(Visitor::matcher).toList();
        }

        private static PathMatcher matcher(String pattern) {
            String relative = pattern.endsWith("/") ? pattern + "**" : pattern;
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + relative);
            return relative.contains("/") ? matcher : path -> matcher.matches(path.getFileName());
        }

        private boolean isExcluded(Path path) {
            Path relative = root.relativize(path);
            return excluded.stream().anyMatch(matcher -> matcher.matches(relative));
        }

        private String shown(Path path) {
            return prefix + slashes(root.relativize(path));
        }

        private void problem(Path path, String message) {
            problems.accept(new Problem(Place.of(shown(path)), message));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skipped =
                    !folder.equals(root) && (folder.getFileName().toString().equals(".git") || isExcluded(folder));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (++entries > MOST_ENTRIES) {
                problem(root, "It has more than " + MOST_ENTRIES + " files. Give lint the folders with manifests.");
                return FileVisitResult.TERMINATE;
            }
            if (isExcluded(file)) {
                return FileVisitResult.CONTINUE;
            }
            boolean manifest = MANIFEST.matcher(file.getFileName().toString()).matches();
            if (attributes.isSymbolicLink()) {
                link(file, manifest);
            } else if (attributes.isDirectory()) {
                problem(file, "Folders are nested deeper than " + DEEPEST + " levels.");
            } else if (manifest && !attributes.isRegularFile()) {
                problem(file, "It is no regular file and was not read.");
            } else if (manifest) {
                found.add(new Found(file, shown(file), false));
            }
            return FileVisitResult.CONTINUE;
        }

        /** What a link inside the folder refers to is read where it is. */
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
            if (!target.startsWith(root) && (manifest || Files.isDirectory(target))) {
                problem(
                        link,
                        "It is a symbolic link out of the given folder and was not followed. Give lint the folder that"
                                + " contains both, or leave the link out with --exclude.");
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            problem(file, "It cannot be read.");
            return FileVisitResult.CONTINUE;
        }
    }
}
