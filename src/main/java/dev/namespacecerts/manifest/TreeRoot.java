package dev.namespacecerts.manifest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;

/** A folder that the user gave. Nothing outside it is read. */
final class TreeRoot {
    private final Path folder;
    private final String prefix;
    private final List<PathMatcher> excluded;

    /** @param excluded patterns as in {@link FileTree} */
    TreeRoot(Path given, List<String> excluded) throws IOException {
        this(given, slashes(given.normalize()), excluded);
    }

    /** @param shown name of the folder in places */
    TreeRoot(Path given, String shown, List<String> excluded) throws IOException {
        this.folder = given.toRealPath();
        this.prefix = shown.isEmpty() || shown.equals(".") ? "" : shown + "/";
        this.excluded = excluded.stream().map(TreeRoot::matcher).toList();
    }

    private static PathMatcher matcher(String pattern) {
        String relative = pattern.endsWith("/") ? pattern + "**" : pattern;
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + relative);
        return relative.contains("/") ? matcher : path -> matcher.matches(path.getFileName());
    }

    /** Without symbolic links. */
    Path folder() {
        return folder;
    }

    boolean isExcluded(Path path) {
        Path relative = folder.relativize(path);
        return excluded.stream().anyMatch(matcher -> matcher.matches(relative));
    }

    /** A file of any name in the folder, and not behind a symbolic link. */
    Optional<FileTree.Found> file(Path path) {
        try {
            return path.startsWith(folder)
                            && !isExcluded(path)
                            && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                            && path.toRealPath().equals(path)
                    ? Optional.of(new FileTree.Found(path, shown(path), false))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As in {@link Place}. */
    String shown(Path path) {
        return prefix + slashes(folder.relativize(path));
    }

    static String slashes(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
