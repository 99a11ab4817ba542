package dev.namespacecerts.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the manifests of files, folders and standard input. Reads nothing else: no symbolic link that leaves the given
 * folders, no device, nothing from a network. What cannot be read becomes a {@link Problem}, and everything else is read
 * all the same.
 */
public final class ManifestReader {
    /** Standard input as a path. */
    public static final String STANDARD_INPUT = "-";

    /** In bytes; the API server accepts objects of 3 MiB. */
    static final int LARGEST_FILE = 16 * 1024 * 1024;

    /** In bytes: rendered charts and overlays are one text. */
    static final int LARGEST_INPUT = 64 * 1024 * 1024;

    private final DocumentReader documents = new DocumentReader(new Budget());
    private final List<Problem> problems = new ArrayList<>();
    private int files;

    private ManifestReader() {}

    /**
     * Reads all paths.
     *
     * @param paths files, folders, and {@code -} for standard input
     * @param excluded patterns of files and folders to leave out, as in {@link FileTree}
     */
    public static Manifests read(List<String> paths, List<String> excluded, InputStream in) {
        ManifestReader reader = new ManifestReader();
        for (String path : paths) {
            if (path.equals(STANDARD_INPUT)) {
                reader.input(in);
            } else {
                FileTree.walk(path, excluded, reader.problems::add).forEach(file -> reader.file(path, file));
            }
        }
        List<Problem> problems = new ArrayList<>(reader.documents.problems());
        problems.addAll(reader.problems);
        return new Manifests(List.copyOf(reader.documents.documents()), List.copyOf(problems), reader.files);
    }

    private void input(InputStream in) {
        try {
            byte[] bytes = in.readNBytes(LARGEST_INPUT + 1);
            if (new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
                problem(STANDARD_INPUT, "Standard input is empty. The command before it may have failed.");
                return;
            }
            text(STANDARD_INPUT, STANDARD_INPUT, bytes, LARGEST_INPUT, true);
        } catch (IOException e) {
            problem(STANDARD_INPUT, "Standard input cannot be read.");
        }
    }

    private void file(String unit, FileTree.Found file) {
        try {
            byte[] bytes = bytes(file.path(), file.isLink());
            text(file.shown(), unit, bytes, LARGEST_FILE, Files.isRegularFile(Path.of(unit)));
        } catch (IOException e) {
            problem(file.shown(), "The file cannot be read.");
        }
    }

    /** A file that was replaced by a link after the folder was listed is not opened. */
    private static byte[] bytes(Path path, boolean link) throws IOException {
        try (InputStream in = link
                ? Files.newInputStream(path)
                : Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(LARGEST_FILE + 1);
        }
    }

    private void text(String file, String unit, byte[] bytes, int largest, boolean named) {
        files++;
        if (bytes.length > largest) {
            problem(
                    file,
                    "It is larger than " + largest / (1024 * 1024)
                            + " MiB and was not read. Leave it out with --exclude, or split it.");
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            documents.read(file, unit, text.startsWith("\uFEFF") ? text.substring(1) : text, named);
        } catch (CharacterCodingException e) {
            boolean utf16 = bytes.length > 1 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
            problem(file, utf16 ? "It is UTF-16. Save it as UTF-8." : "It is no UTF-8 text. Save it as UTF-8.");
        }
    }

    private void problem(String file, String message) {
        problems.add(new Problem(Place.of(file), message));
    }
}
