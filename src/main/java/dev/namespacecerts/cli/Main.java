package dev.namespacecerts.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** Entry point of the image: runs the operator, or the command that the arguments name. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Surroundings process = Surroundings.ofProcess();
        OperatorCommand operator = new OperatorCommand(process);
        CommandLine line = arguments.length == 0
                ? Commands.prepared(new CommandLine(operator), process)
                : Commands.of(operator, process, arguments);
        System.exit(Commands.run(line, process, arguments));
    }
}
