package dev.namespacecerts.cli;

import dev.namespacecerts.inspect.InspectException;
import dev.namespacecerts.x509.DisplayText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for the password of a PKCS#12 store. It is no argument: other users of the machine can read arguments. */
final class StorePassword {
    private static final int MOST_BYTES = 4_096;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--password-env",
            paramLabel = "<variable>",
            description = "Environment variable with the password of a PKCS#12 store.")
    private String variable;

    @Option(
            names = "--password-file",
            paramLabel = "<file>",
            description = "File with the password of a PKCS#12 store in its first line.")
    private Path file;

    /** Refuses a password without repeating it. */
    @Option(names = "--password", hidden = true)
    private void password(String disclosed) {
        throw new ParameterException(
                command.commandLine(),
                "The password is no argument, because other users of this machine can read arguments. Name it with"
                        + " --password-env or --password-file.");
    }

    /** The password; empty if none is named. */
    Optional<char[]> read(Map<String, String> environment) throws InspectException {
        if (variable != null && file != null) {
            throw new InspectException("Set either --password-env or --password-file.");
        }
        if (variable != null) {
            String value = environment.get(variable);
            if (value == null) {
                throw new InspectException("--password-env: the environment variable "
                        + DisplayText.quoted(variable, Commands.SHOWN) + " is not set.");
            }
            return Optional.of(value.toCharArray());
        }
        if (file == null) {
            return Optional.empty();
        }
        byte[] content = InspectFile.content(file.toString(), "--password-file: ");
        if (content.length > MOST_BYTES) {
            throw new InspectException("--password-file: the file is larger than " + MOST_BYTES + " bytes.");
        }
        return Optional.of(new String(content, StandardCharsets.UTF_8).split("\\R", 2)[0].toCharArray());
    }
}
