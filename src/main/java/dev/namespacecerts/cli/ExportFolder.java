package dev.namespacecerts.cli;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.export.ExportedFile;
import dev.namespacecerts.x509.DisplayText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes exported files to a folder. It never writes through a symbolic link, and replaces other content only if asked. */
final class ExportFolder {
    private ExportFolder() {}

    /**
     * Writes the files, all or none if one of them may not be replaced.
     *
     * @return what was written, and what was there already, for the user
     */
    static List<String> write(Path folder, List<ExportedFile> files, boolean overwrite) throws CommandException {
        try {
            Files.createDirectories(folder);
            List<ExportedFile> changed = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            for (ExportedFile file : files) {
                Path target = folder.resolve(file.name());
                if (isEqual(target, file)) {
                    lines.add(shown(target) + " is up to date.");
                } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                        && !(overwrite && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS))) {
                    throw new CommandException(
                            "--output: " + shown(target) + " exists and has other content. Nothing was"
                                    + " written. Compare the two, and use --overwrite to replace a regular file.");
                } else {
                    changed.add(file);
                    lines.add("Wrote " + shown(target) + ".");
                }
            }
            for (ExportedFile file : changed) {
                write(folder, file);
            }
            return lines;
        } catch (IOException e) {
            throw new CommandException("--output: folder " + shown(folder) + " cannot be written: "
                    + e.getClass().getSimpleName() + ".");
        }
    }

    private static boolean isEqual(Path target, ExportedFile file) throws IOException {
        byte[] bytes = bytes(file);
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == bytes.length
                && Arrays.equals(Files.readAllBytes(target), bytes);
    }

    /** A reader sees the complete old or the complete new file. */
    private static void write(Path folder, ExportedFile file) throws IOException {
        Path whole = Files.createTempFile(folder, "." + file.name(), ".new");
        try {
            Files.write(whole, bytes(file));
            readable(whole);
            Files.move(whole, folder.resolve(file.name()), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Temporary files are for their owner alone; there is nothing secret in these. */
    private static void readable(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static byte[] bytes(ExportedFile file) {
        return file.text().getBytes(StandardCharsets.UTF_8);
    }

    private static String shown(Path path) {
        return DisplayText.of(path.toString(), Commands.SHOWN);
    }
}
