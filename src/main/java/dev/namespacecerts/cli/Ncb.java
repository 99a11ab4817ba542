package dev.namespacecerts.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.AutoComplete;
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
    /** Not listed in the help. */
    private static final String COMPLETE = "__complete";

    // Directives of cobra, which kubectl reads in the last line.
    private static final String FILES = ":0";
    private static final String NO_FILES = ":4";

    private Ncb() {}

    /** Exits with the exit code of the command. */
    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    static int run(Surroundings process, String... arguments) {
        if (arguments.length == 0) {
            return run(process, "--help");
        }
        if (arguments[0].equals(COMPLETE)) {
            return complete(process, Arrays.copyOfRange(arguments, 1, arguments.length));
        }
        return Commands.run(commandLine(process, arguments), process, arguments);
    }

    /** Prints what completes the last argument, for {@code kubectl_complete-ncb}. */
    private static int complete(Surroundings process, String... arguments) {
        String last = arguments.length == 0 ? "" : arguments[arguments.length - 1];
        List<CharSequence> endings = new ArrayList<>();
        AutoComplete.complete(
                commandLine(process).getCommandSpec(), arguments, arguments.length - 1, last.length(), 0, endings);
        endings.forEach(ending -> process.out().println(last + ending));
        process.out().println(endings.isEmpty() ? FILES : NO_FILES);
        return 0;
    }

    /** With the one command that the arguments name, or with all. */
    static CommandLine commandLine(Surroundings process, String... arguments) {
        CommandLine line = Commands.of(new Ncb(), process, arguments);
        String name = System.getProperty("ncb.name"); // "kubectl ncb", as a plugin
        return name == null ? line : line.setCommandName(name);
    }
}
