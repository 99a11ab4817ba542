package dev.namespacecerts.cli;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.x509.DisplayText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that options of commands name. */
final class CommandFiles {
    private CommandFiles() {}

    /**
     * Reads a file.
     *
     * @param option that names it
     * @param most maximum size in bytes
     */
    static byte[] read(String option, Path file, int most) throws CommandException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = stream.readNBytes(most + 1);
            if (content.length > most) {
                throw new CommandException(option + ": file " + shown(file) + " is larger than " + most + " bytes.");
            }
            return content;
        } catch (IOException e) {
            throw new CommandException(
                    option + ": file " + shown(file) + (Files.exists(file) ? " cannot be read." : " does not exist."));
        }
    }

    /**
     * Writes a text as UTF-8, whatever the locale is.
     *
     * @param output the file that the option {@code --output} names; null for standard output
     */
    static void write(String text, Path output, PrintStream out) throws CommandException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (output == null) {
            out.write(bytes, 0, bytes.length);
            out.flush();
            if (out.checkError()) {
                throw new CommandException("Standard output cannot be written.");
            }
            return;
        }
        try {
            Files.write(output, bytes);
        } catch (IOException e) {
            throw unwritable(output, e);
        }
    }

    /** The failure to write the file that the option {@code --output} names. */
    static CommandException unwritable(Path output, IOException e) {
        return new CommandException("--output: file " + shown(output)
                + (Files.isDirectory(output)
                        ? " is a folder. Name a file in it."
                        : " cannot be written: " + e.getClass().getSimpleName() + "."));
    }

    static String shown(Path file) {
        return DisplayText.quoted(file.toString(), Commands.SHOWN);
    }
}
