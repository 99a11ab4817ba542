package dev.namespacecerts.cli;

import dev.namespacecerts.inspect.InputReader;
import dev.namespacecerts.inspect.InspectException;
import dev.namespacecerts.x509.DisplayText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the files that the arguments of the command inspect name. */
final class InspectFile {
    private InspectFile() {}

    static boolean exists(String file) {
        try {
            return Files.exists(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * The content, but no more than one byte above the limit of an input.
     *
     * @param option start of messages; empty for an argument without an option
     */
    static byte[] content(String file, String option) throws InspectException {
        String shown = option + "File " + DisplayText.quoted(file, Commands.SHOWN);
        try (InputStream content = Files.newInputStream(Path.of(file))) {
            return content.readNBytes(InputReader.MOST_BYTES + 1);
        } catch (InvalidPathException e) {
            throw new InspectException(shown + " has no valid name.");
        } catch (IOException e) {
            boolean exists = exists(file);
            String why = exists
                    ? Files.isDirectory(Path.of(file)) ? " is a directory." : " cannot be read."
                    : " does not exist.";
            throw new InspectException(
                    shown + why + (option.isEmpty() && !exists ? " For a TLS server, write host:port." : ""));
        }
    }
}
