package dev.namespacecerts.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** Entry point: parses the command line before the operator starts. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new OperatorCommand()).execute(args));
    }
}
