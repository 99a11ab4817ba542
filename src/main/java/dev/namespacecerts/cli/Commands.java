package dev.namespacecerts.cli;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cli.terminal.Colors;
import dev.namespacecerts.inspect.TlsServer;
import dev.namespacecerts.x509.DisplayText;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The commands by name. A run creates only the command that it is for, because loading the classes of all of them would
 * double the time to start.
 */
final class Commands {
    /** Wrong usage, unusable input, or an unexpected exception. 1 would mean findings. */
    static final int UNUSABLE = 2;

    /** What was judged is not valid, or not accepted. */
    static final int FINDINGS = 1;

    /** Characters of a name, a path or a value that messages show. */
    static final int SHOWN = 253;

    /** In the order of the help. */
    static final List<String> NAMES = List.of(
            "lint",
            "explain",
            "inspect",
            "filter",
            "status",
            "clients",
            "export",
            "import",
            "adopt",
            "generate",
            "completion");

    private static final int LONGEST_MESSAGE = 1000;

    private Commands() {}

    static Object create(String name, Surroundings process) {
        return switch (name) {
            case "adopt" ->
                new AdoptCommand(process.clock(), process.environment(), process.in(), process.out(), process.err());
            case "lint" -> new LintCommand(process);
            case "explain" -> new ExplainCommand(process.out(), process.err(), Colors.enabled(process.environment()));
            case "filter" -> FilterCommand.of(process);
            case "status" -> new StatusCommand(process);
            case "clients" -> new ClientsCommand(process);
            case "export" -> new ExportCommand(process.clock(), process.in(), process.out(), process.err());
            case "import" -> new ImportCommand(process.clock(), process.out(), process.err());
            case "inspect" ->
                new InspectCommand(
                        process.clock(),
                        process.environment(),
                        process.in(),
                        process.out(),
                        process.err(),
                        TlsServer.LONGEST);
            case "generate" -> GenerateCommand.of(process.clock(), new SecureRandom(), process.out(), process.err());
            case "completion" -> new CompletionCommand(process.out());
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Whether the arguments begin with the name of a command. */
    static boolean begin(String[] arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /** A command line with the one command that the arguments name, or else with all of them. */
    static CommandLine of(Object root, Surroundings process, String... arguments) {
        CommandLine line = new CommandLine(root);
        for (String name : begin(arguments) ? List.of(arguments[0]) : NAMES) {
            line.addSubcommand(name, create(name, process));
        }
        if (!begin(arguments)) {
            line.addSubcommand(new CommandLine.HelpCommand());
        }
        return prepared(line, process);
    }

    static CommandLine prepared(CommandLine line, Surroundings process) {
        Failures failures = new Failures();
        // A file of a repository may be named "@arguments", and a shell puts it among the arguments for "*".
        return line.setExpandAtFiles(false)
                .setOut(new PrintWriter(process.out(), true))
                .setErr(new PrintWriter(process.err(), true))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Runs a command line. Returns 2 for what is thrown, also for an error of the JVM. */
    @SuppressWarnings("CatchThrowable")
    static int run(CommandLine line, Surroundings process, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (Throwable e) {
            return Failures.unexpected(e, new PrintWriter(process.err(), true));
        }
    }

    /** Prints failures with their text escaped: arguments and messages may come from a hostile repository. */
    private static final class Failures
            implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleParseException(ParameterException e, String[] arguments) {
            CommandLine command = e.getCommandLine();
            PrintWriter err = command.getErr();
            err.println(DisplayText.of(String.valueOf(e.getMessage()), LONGEST_MESSAGE));
            if (e instanceof UnmatchedArgumentException unmatched
                    && !unmatched.getSuggestions().isEmpty()) {
                err.println("Did you mean: " + String.join(", ", unmatched.getSuggestions()) + "?");
            }
            err.println("Usage: " + command.getCommandSpec().qualifiedName() + " --help");
            return UNUSABLE;
        }

        @Override
        public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
            if (e instanceof CommandException) {
                command.getErr().println(e.getMessage());
                return UNUSABLE;
            }
            return unexpected(e, command.getErr());
        }

        static int unexpected(Throwable e, PrintWriter err) {
            err.println("Unexpected failure: " + DisplayText.of(e.toString(), LONGEST_MESSAGE));
            for (StackTraceElement frame : e.getStackTrace()) {
                err.println("    at " + frame);
            }
            return UNUSABLE;
        }
    }
}
