package dev.namespacecerts.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about certificate filters. */
@Command(
        name = "filter",
        description = "Works with certificate filters.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        footer = {"", "Examples:", "  ncb filter test --filters filters.json --client worker.pem"})
final class FilterCommand implements Runnable {
    @Spec
    private CommandSpec command;

    private FilterCommand() {}

    /** The command with its subcommands. */
    static CommandLine of(Surroundings process) {
        return new CommandLine(new FilterCommand()).addSubcommand(new FilterTestCommand(process));
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "Missing required subcommand: test.");
    }
}
