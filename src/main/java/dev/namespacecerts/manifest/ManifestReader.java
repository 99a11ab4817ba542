package dev.namespacecerts.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the manifests of files, folders and standard input. Reads nothing else: no symbolic link that leaves the given
 * folders, no device, nothing from a network. What cannot be read becomes a {@link Problem}, and everything else is read
 * all the same.
 */
public final class ManifestReader {
    /** Standard input as a path. */
    public static final String STANDARD_INPUT = "-";

    /** In bytes; the API server accepts objects of 3 MiB. */
    public static final int LARGEST_FILE = 16 * 1024 * 1024;

    /** In bytes: rendered charts and overlays are one text. */
    static final int LARGEST_INPUT = 64 * 1024 * 1024;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private final List<Unjudged> unjudged = new ArrayList<>();
    private final BoundedFiles files = new BoundedFiles(problems::add);
    private final DocumentReader reader = new DocumentReader(new Budget(), problems::add);
    private final List<String> excluded;

    private final Path base;

    private ManifestReader(List<String> excluded, Path base) {
        this.excluded = excluded;
        this.base = base;
    }

    /**
     * Reads all paths.
     *
     * @param paths files, folders, and {@code -} for standard input
     * @param excluded patterns of files and folders to leave out, as in {@link FileTree}
     */
    public static Manifests read(List<String> paths, List<String> excluded, InputStream in) {
        ManifestReader reader = new ManifestReader(excluded, Path.of(""));
        for (String path : paths) {
            if (path.equals(STANDARD_INPUT)) {
                reader.input(in);
            } else {
                reader.path(path);
            }
        }
        return reader.manifests();
    }

    /**
     * Reads paths below a folder that places do not name, such as that with the files of a commit.
     *
     * @param paths relative to the folder, normalized; {@code .} for all of it
     * @param problems that are known already
     */
    public static Manifests readBelow(Path base, List<String> paths, List<String> excluded, List<Problem> problems) {
        ManifestReader reader = new ManifestReader(excluded, base);
        reader.problems.addAll(problems);
        paths.forEach(reader::path);
        return reader.manifests();
    }

    /** Whether a file of this name is read where only a folder is given. */
    public static boolean isManifest(String name) {
        return FileTree.isManifest(name);
    }

    /** Whether a file has the name of a kustomization, which may generate objects from files of any name. */
    public static boolean isKustomization(String name) {
        return Kustomization.isName(name);
    }

    private Manifests manifests() {
        return new Manifests(List.copyOf(documents), List.copyOf(unjudged), List.copyOf(problems), files.files());
    }

    private void input(InputStream in) {
        try {
            byte[] bytes = in.readNBytes(LARGEST_INPUT + 1);
            if (new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
                problem(STANDARD_INPUT, "Standard input is empty. The command before it may have failed.");
                return;
            }
            files.text(STANDARD_INPUT, bytes, LARGEST_INPUT).ifPresent(text -> {
                Unit unit = Unit.of(STANDARD_INPUT);
                add(unit, reader.read(STANDARD_INPUT, unit, text, Origin.NAMED));
            });
        } catch (IOException e) {
            problem(STANDARD_INPUT, "Standard input cannot be read.");
        }
    }

    private void path(String given) {
        Optional<Path> valid = parsed(given);
        if (valid.isEmpty()) {
            problem(given, "This is no path.");
            return;
        }
        Path path = base.resolve(valid.get());
        if (Files.isRegularFile(path)) {
            file(given, path);
        } else if (Files.isDirectory(path)) {
            folder(given, path);
        } else {
            problem(given, Files.exists(path) ? "It is neither a file nor a folder." : "It does not exist.");
        }
    }

    private static Optional<Path> parsed(String path) {
        try {
            return Optional.of(Path.of(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void file(String given, Path path) {
        var file = new FileTree.Found(path, TreeRoot.slashes(Path.of(given).normalize()), Files.isSymbolicLink(path));
        Unit unit = Unit.of(given);
        files.text(file, LARGEST_FILE)
                .ifPresent(text -> add(unit, reader.read(file.shown(), unit, text, Origin.NAMED)));
    }

    private void folder(String given, Path path) {
        try {
            TreeRoot root = new TreeRoot(path, TreeRoot.slashes(Path.of(given).normalize()), excluded);
            new FolderReader(root, Unit.of(given), files, reader, problems::add).read(this::add);
        } catch (IOException e) {
            problem(given, "The folder cannot be read.");
        }
    }

    private void add(Unit unit, List<Item> items) {
        for (Item item : items) {
            if (item.isJudged() && !FluxSubstitutions.isKustomization(item.document())) {
                documents.add(item.document().in(unit));
            } else if (!item.isJudged()) {
                unjudged.add(item.map(document -> document.in(unit)).in(unit));
            }
        }
    }

    private void problem(String file, String message) {
        problems.add(new Problem(Place.of(file), message));
    }
}
