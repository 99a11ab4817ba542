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
import java.util.Optional;
import java.util.function.Consumer;

/** Reads files of limited size as texts. What cannot be read becomes a {@link Problem}. */
final class BoundedFiles {
    /** In bytes: the API server accepts no larger ConfigMap or Secret. */
    private static final int LARGEST_VALUE = 1024 * 1024;

    /** In bytes, of all values of generated objects: a kustomization may name one file many times. */
    private static final long MOST_GENERATED = 64L * 1024 * 1024;

    private final Consumer<Problem> problems;
    private int files;
    private long left = MOST_GENERATED;

    BoundedFiles(Consumer<Problem> problems) {
        this.problems = problems;
    }

    /** Number of texts read. */
    int files() {
        return files;
    }

    Optional<String> text(FileTree.Found file, int largest) {
        return bytes(file, largest).flatMap(bytes -> text(file.shown(), bytes, largest));
    }

    private Optional<byte[]> bytes(FileTree.Found file, int largest) {
        try (InputStream in = open(file.path(), file.isLink())) {
            return Optional.of(in.readNBytes(largest + 1));
        } catch (IOException e) {
            problem(file.shown(), "The file cannot be read.");
            return Optional.empty();
        }
    }

    /** A file that was replaced by a link after the folder was listed is not opened. */
    private static InputStream open(Path path, boolean link) throws IOException {
        return link
                ? Files.newInputStream(path)
                : Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** The value of a generated object; empty if it is too large. */
    Optional<byte[]> value(FileTree.Found file) {
        if (left < 0) {
            return Optional.empty();
        }
        files++;
        return bytes(file, LARGEST_VALUE).filter(value -> mayGenerate(value.length));
    }

    /** Whether a generated object may have a value of this size. */
    boolean mayGenerate(int size) {
        left -= size;
        return size <= LARGEST_VALUE && left >= 0;
    }

    /** @param file as in {@link Place} */
    Optional<String> text(String file, byte[] bytes, int largest) {
        files++;
        if (bytes.length > largest) {
            problem(
                    file,
                    "It is larger than " + largest / (1024 * 1024)
                            + " MiB and was not read. Leave it out with --exclude, or split it.");
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            boolean utf16 = bytes.length > 1 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
            problem(file, utf16 ? "It is UTF-16. Save it as UTF-8." : "It is no UTF-8 text. Save it as UTF-8.");
            return Optional.empty();
        }
    }

    private void problem(String file, String message) {
        problems.accept(new Problem(Place.of(file), message));
    }
}
