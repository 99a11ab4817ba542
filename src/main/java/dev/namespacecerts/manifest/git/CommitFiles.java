package dev.namespacecerts.manifest.git;

import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.Place;
import dev.namespacecerts.manifest.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a commit in a folder of their own, which only this user can read, until they are read as any other folder. This is
 * no checkout: the bytes are those of the commit, nothing is executable, and nothing is converted. Files are created, never
 * replaced, and none is written through a link.
 */
final class CommitFiles implements Closeable {
    private static final int LONGEST_LINK = 4096;

    /** Bytes of all files. */
    private static final long MOST_BYTES = 512L * 1024 * 1024;

    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final GitBlobs blobs;
    private final Path folder;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> submodules = new TreeMap<>();
    private final Map<String, String> written = new LinkedHashMap<>();
    private long left = MOST_BYTES;

    CommitFiles(GitBlobs blobs) throws IOException {
        this.blobs = blobs;
        this.folder = Files.createTempDirectory("ncb-");
    }

    Path folder() {
        return folder;
    }

    List<Problem> problems() {
        return problems;
    }

    Map<String, String> submodules() {
        return submodules;
    }

    /** Writes the files of a path. */
    void add(GitTree tree, String path) throws GitException {
        if (!tree.complete()) {
            problem(
                    path.isEmpty() ? "." : path,
                    "It has more than " + GitTree.MOST_ENTRIES + " files. Give lint the folders with manifests.");
            return;
        }
        // A kustomization generates ConfigMaps and Secrets from files of any name.
        boolean any = tree.entries().stream().anyMatch(entry -> ManifestReader.isKustomization(entry.name()));
        for (GitTree.Entry entry : tree.entries()) {
            if (entry.isSubmodule()) {
                submodules.put(entry.path(), entry.id());
            } else if (!entry.isLink()
                    && (any || entry.path().equals(path) || ManifestReader.isManifest(entry.name()))
                    && !entry.id().equals(written.put(entry.path(), entry.id()))) {
                file(entry);
            }
        }
        for (GitTree.Entry entry : tree.entries()) {
            if (entry.isLink() && !entry.id().equals(written.put(entry.path(), entry.id()))) {
                link(entry);
            }
        }
    }

    private void file(GitTree.Entry entry) throws GitException {
        if (left <= 0) {
            return;
        }
        Optional<byte[]> bytes = blobs.read(entry.id(), ManifestReader.LARGEST_FILE);
        if (bytes.isEmpty()) {
            problem(entry.path(), "The clone does not have it. A partial clone lacks files: fetch all.");
            return;
        }
        left -= bytes.get().length;
        if (left <= 0) {
            problem(
                    entry.path(),
                    "The files before it have more than " + MOST_BYTES / (1024 * 1024)
                            + " MiB, so it and the others were not read. Give lint the folders with manifests.");
            return;
        }
        create(
                entry,
                target -> Files.write(target, bytes.get(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** What a link refers to is decided where links of folders are. */
    private void link(GitTree.Entry entry) throws GitException {
        Optional<byte[]> text = blobs.read(entry.id(), LONGEST_LINK);
        if (text.isPresent()) {
            String target = new String(text.get(), StandardCharsets.UTF_8);
            create(entry, link -> Files.createSymbolicLink(link, Path.of(target)));
        } else {
            problem(entry.path(), "The clone does not have it. A partial clone lacks files: fetch all.");
        }
    }

    /** Creates a file. */
    private interface Creation {
        void at(Path target) throws IOException;
    }

    private void create(GitTree.Entry entry, Creation creation) {
        try {
            Path target = folder;
            String[] names = entry.path().split("/", -1);
            for (int i = 0; i < names.length; i++) {
                if (i > 0 && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(target); // fails for a link
                }
                target = child(target, names[i]);
            }
            creation.at(target);
        } catch (InvalidPathException | IOException e) {
            problem(
                    entry.path(),
                    "This system cannot have a file of this name beside the others, so it was not read. Rename it.");
        }
    }

    private static Path child(Path parent, String name) {
        Path child = parent.resolve(name);
        if (NO_NAMES.contains(name) || !parent.equals(child.getParent())) {
            throw new InvalidPathException(name, "This is no name of a file.");
        }
        return child;
    }

    private void problem(String file, String message) {
        problems.add(new Problem(Place.of(file), message));
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
