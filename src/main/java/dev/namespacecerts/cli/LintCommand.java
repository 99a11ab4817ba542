package dev.namespacecerts.cli;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintOptions;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.lint.Linter;
import dev.namespacecerts.manifest.ManifestReader;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges manifests as the operator does, without a cluster. */
@Command(
        name = "lint",
        description = "Judges manifests as the operator does, without a cluster.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class)
final class LintCommand implements Callable<Integer> {
    static final int FINDINGS = 1;
    static final int UNUSABLE = 2;

    private final Clock clock;
    private final InputStream in;
    private final PrintStream out;

    @Parameters(
            paramLabel = "<path>",
            arity = "1..*",
            description = "Files or folders with manifests; - for standard input.")
    private List<String> paths;

    @Option(names = "--exclude", paramLabel = "<pattern>", description = "Files and folders to leave out.")
    private List<String> excluded = List.of();

    @Option(names = "--strict", description = "An object that is not in the given paths is an Error.")
    private boolean strict;

    LintCommand(Clock clock, InputStream in, PrintStream out) {
        this.clock = clock;
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() {
        LintResult result =
                Linter.lint(ManifestReader.read(paths, excluded, in), new LintOptions(clock.instant(), strict));
        for (Finding finding : result.findings()) {
            out.println(finding.place().file() + ":" + finding.place().line() + ":"
                    + finding.place().column() + ": " + finding.level() + " " + finding.id() + ": "
                    + finding.message());
        }
        if (!result.complete()) {
            return UNUSABLE;
        }
        return result.count(Level.Error) > 0 ? FINDINGS : 0;
    }
}
