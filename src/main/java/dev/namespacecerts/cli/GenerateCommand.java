package dev.namespacecerts.cli;

import dev.namespacecerts.cli.generate.CaCommand;
import dev.namespacecerts.cli.generate.Generation;
import dev.namespacecerts.cli.generate.LeafCommand;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Generates certificates for tests, with tcld's options. */
@Command(
        name = "generate",
        description = {
            "Generates a CA and client certificates for tests, with the options of \"tcld generate-certificates\". The"
                    + " certificates meet every rule. Overwrites no file. Not for production."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Written.", "2:Nothing written: wrong usage, or a file exists or cannot be read."},
        footer = {
            "",
            "Examples:",
            "  ncb generate ca --org Acme -d 30d --ca-cert ca.pem --ca-key ca.key",
            "  ncb generate leaf --org Acme --common-name worker -d 7d \\",
            "    --ca-cert ca.pem --ca-key ca.key --cert client.pem --key client.key"
        })
final class GenerateCommand {
    private GenerateCommand() {}

    /** The command with its subcommands. */
    static CommandLine of(Clock clock, SecureRandom randomness, PrintStream out, PrintStream err) {
        Generation generation = new Generation(randomness, out, err);
        return new CommandLine(new GenerateCommand())
                .addSubcommand(new CaCommand(generation, clock))
                .addSubcommand(new LeafCommand(generation, clock));
    }
}
