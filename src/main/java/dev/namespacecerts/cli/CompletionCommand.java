package dev.namespacecerts.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script with which a shell completes the command line. */
@Command(
        name = "completion",
        description = "Prints the script with which a shell completes commands, options and files.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(ncb completion bash)",
            "  ncb completion zsh > \"${fpath[1]}/_ncb\"",
            "  ncb completion fish > ~/.config/fish/completions/ncb.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells whose completion can be printed. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private final PrintStream out;

    @Parameters(paramLabel = "SHELL", description = "Shell to print for: ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    CompletionCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        CommandLine all = Ncb.commandLine(Surroundings.ofProcess());
        out.print(
                switch (shell) {
                    case bash -> AutoComplete.bash("ncb", all);
                    case zsh -> ZshCompletion.of(all);
                    case fish -> FishCompletion.of(all);
                });
        return out.checkError() ? Commands.UNUSABLE : 0;
    }
}
