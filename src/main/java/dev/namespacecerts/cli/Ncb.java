package dev.namespacecerts.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code ncb}: the commands without the operator, and without Quarkus on the class path. */
@Command(
        name = "ncb",
        description = "Validates CA bundles and certificate filters of Temporal Cloud Namespaces.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 without findings, 1 with findings, 2 for unusable input or wrong usage.",
            "ncb COMMAND --help shows the options of a command, and examples."
        })
public final class Ncb {
    private Ncb() {}

    /** Exits with the exit code of the command. */
    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    static int run(Surroundings process, String... arguments) {
        if (arguments.length == 0) {
            return run(process, "--help");
        }
        return Commands.run(commandLine(process, arguments), process, arguments);
    }

    /** With the one command that the arguments name, or with all. */
    static CommandLine commandLine(Surroundings process, String... arguments) {
        CommandLine line = Commands.of(new Ncb(), process, arguments);
        String name = System.getProperty("ncb.name"); // "kubectl ncb", as a plugin
        return name == null ? line : line.setCommandName(name);
    }
}
