package dev.namespacecerts.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;

/** Entry point: parses the command line before the operator starts. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        AdoptCommand adopt = new AdoptCommand(Clock.systemUTC(), System.getenv(), System.in, System.out, err);
        LintCommand lint = new LintCommand(Clock.systemUTC(), System.in, System.out);
        System.exit(new CommandLine(new OperatorCommand())
                .addSubcommand(adopt)
                .addSubcommand(lint)
                .execute(args));
    }
}
