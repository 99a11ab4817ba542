package dev.namespacecerts.cli;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cli.filters.BundleFilters;
import dev.namespacecerts.cli.terminal.Colors;
import dev.namespacecerts.cli.terminal.Progress;
import dev.namespacecerts.diff.Comparison;
import dev.namespacecerts.diff.LeafChange.Effect;
import dev.namespacecerts.export.StrictJson;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintOptions;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.lint.Linter;
import dev.namespacecerts.lint.PemLint;
import dev.namespacecerts.lint.PemLint.PemFile;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.git.GitRange;
import dev.namespacecerts.output.DiffOutput;
import dev.namespacecerts.output.Format;
import dev.namespacecerts.output.Output;
import dev.namespacecerts.output.OutputOptions;
import dev.namespacecerts.rules.filter.NamedFilter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges manifests and PEM files as the operator does, without a cluster. */
@Command(
        name = "lint",
        description = {
            "Judges bundles and filters in manifests as the operator does, without a cluster. Resolves ConfigMaps, Secrets,"
                    + " clients and claims among the given files. Reads nothing else, and starts no other program, except git for a range."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Nothing to correct; with --diff, nothing worse.",
            "1:Findings that fail the run: see --fail-on. With --diff: new ones, or a known client that is locked out.",
            "2:Wrong usage, or something could not be read. What could be read is judged all the same."
        },
        footer = {
            "",
            "Examples:",
            "  ncb lint deploy/",
            "  kubectl kustomize overlays/production | ncb lint -",
            "  ncb lint --pem ca.pem --filters filters.json --client worker.pem",
            "  ncb lint --format sarif --output lint.sarif clusters/",
            "  ncb lint --diff main...HEAD --format markdown payments"
        })
final class LintCommand implements Callable<Integer> {
    private static final int LARGEST_PEM = 1024 * 1024;

    private final Surroundings process;

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "<path>",
            arity = "0..*",
            description = "Files or folders with manifests; - for standard input. Each path is for one cluster.")
    private List<String> paths = List.of();

    @Option(names = "--pem", paramLabel = "<file>", description = "PEM file with CAs. Several are one bundle.")
    private List<Path> pems = List.of();

    @Option(
            names = "--filters",
            paramLabel = "<file>",
            description = "Certificate filters for --pem and --client, as tcld exports them.")
    private Path filters;

    @Option(
            names = "--client",
            paramLabel = "<file>",
            description =
                    "PEM file with a leaf and its intermediates, judged with the CAs of --pem, or compared by --diff.")
    private List<Path> clients = List.of();

    @Option(
            names = "--diff",
            paramLabel = "<old>",
            description =
                    "Reports what a change does to access. <old> is the old version of the one <path>, or a range of"
                            + " Git such as main...HEAD; then each <path> is one of the repository (default: all of it).")
    private String old;

    @Option(
            names = "--exclude",
            paramLabel = "<pattern>",
            description = "Files and folders to leave out, such as 'vendor/**' or '*.gen.yaml'.")
    private List<String> excluded = List.of();

    @Option(
            names = "--strict",
            description = "An object that is not in the given paths is an Error, as in a cluster without it.")
    private boolean strict;

    @Option(
            names = "--now",
            paramLabel = "<time>",
            converter = InstantConverter.class,
            description = "Judges for another day, such as 2027-01-31.")
    private Instant now;

    @Option(
            names = "--fail-on",
            paramLabel = "<level>",
            defaultValue = "error",
            description = "error or warning: what ends the run with exit code 1 (default: ${DEFAULT-VALUE}).")
    private FailOn failOn;

    @Option(
            names = "--max-warnings",
            paramLabel = "<number>",
            description = "More Warnings than this end the run with exit code 1.")
    private Integer mostWarnings;

    @Option(
            names = "--format",
            paramLabel = "<format>",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). With --diff: text, markdown, json.")
    private Format format;

    @Option(names = "--output", paramLabel = "<file>", description = "File to write (default: standard output).")
    private Path output;

    /** What fails a run. */
    enum FailOn {
        error(Level.Error),
        warning(Level.Warning);

        private final Level level;

        FailOn(Level level) {
            this.level = level;
        }
    }

    LintCommand(Surroundings process) {
        this.process = process;
    }

    @Override
    public Integer call() throws CommandException {
        check();
        Instant day = now == null ? process.clock().instant() : now;
        if (old != null) {
            return compare(day);
        }
        LintResult result = judge(day);
        write((writer, options) -> Output.of(format).write(result, writer, options));
        if (!result.complete()) {
            return Commands.UNUSABLE;
        }
        return fails(result::count) ? Commands.FINDINGS : 0;
    }

    private int compare(Instant day) throws CommandException {
        LintOptions options = new LintOptions(day, strict);
        LintDiff diff = GitRange.isRange(old)
                ? LintDiff.ofRange(old, process, paths, excluded, options)
                : LintDiff.ofPaths(old, paths.get(0), excluded, options, process.in());
        Comparison comparison = diff.compare(read("--client", clients));
        write((writer, shown) -> DiffOutput.of(format).write(comparison, diff.names(), writer, shown));
        if (!comparison.complete()) {
            return Commands.UNUSABLE;
        }
        return comparison.count(Effect.LockedOut) > 0 || fails(comparison::weight) ? Commands.FINDINGS : 0;
    }

    @SuppressWarnings("unused") // closing it is its use
    private LintResult judge(Instant day) throws CommandException {
        try (Progress progress = Progress.start(process.err(), "Judging")) {
            LintResult result =
                    Linter.lint(ManifestReader.read(paths, excluded, process.in()), new LintOptions(day, strict));
            return pems.isEmpty() && clients.isEmpty() ? result : result.and(ofFiles(day));
        }
    }

    private void check() {
        if (old != null) {
            checkDiff();
            return;
        }
        if (paths.isEmpty() && pems.isEmpty() && clients.isEmpty()) {
            throw usage("Give at least one path, or --pem or --client.");
        }
        if (mostWarnings != null && mostWarnings < 0) {
            throw usage("--max-warnings is at least 0.");
        }
        if (filters != null && pems.isEmpty() && clients.isEmpty()) {
            throw usage("--filters is for --pem and --client. The filters of manifests are CertificateFilters.");
        }
    }

    private void checkDiff() {
        if (!pems.isEmpty() || filters != null) {
            throw usage("--diff compares manifests: use neither --pem nor --filters with it.");
        }
        if (!DiffOutput.FORMATS.contains(format)) {
            throw usage("--diff writes text, markdown or json, not " + format + ".");
        }
        if (!GitRange.isRange(old) && paths.size() != 1) {
            throw usage(
                    "Give --diff the old version and one path, the new version: --diff OLD NEW. Or give it a range of"
                            + " Git: --diff main...HEAD.");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private LintResult ofFiles(Instant day) throws CommandException {
        List<NamedFilter> read = filters == null
                ? List.of()
                : BundleFilters.ofTcld(CommandFiles.read("--filters", filters, StrictJson.MOST_BYTES))
                        .filters();
        return PemLint.lint(
                read("--pem", pems), filters == null ? null : filters.toString(), read, read("--client", clients), day);
    }

    private static List<PemFile> read(String option, List<Path> files) throws CommandException {
        List<PemFile> read = new ArrayList<>();
        for (Path file : files) {
            read.add(new PemFile(file.toString(), CommandFiles.read(option, file, LARGEST_PEM)));
        }
        return read;
    }

    /** @param count number of findings of a level */
    private boolean fails(ToLongFunction<Level> count) {
        long warnings = count.applyAsLong(Level.Warning);
        return count.applyAsLong(Level.Error) > 0
                || failOn == FailOn.warning && warnings > 0
                || mostWarnings != null && warnings > mostWarnings;
    }

    /** Writes a result in the chosen format. */
    private interface Report {
        void write(Writer writer, OutputOptions options) throws IOException;
    }

    private void write(Report report) throws CommandException {
        OutputOptions options = new OutputOptions(
                ProgramVersion.current(), failOn.level, output == null && Colors.enabled(process.environment()), 0);
        try (Writer writer = new OutputStreamWriter(
                output == null ? process.out() : Files.newOutputStream(output), StandardCharsets.UTF_8)) {
            report.write(writer, options);
            writer.flush();
            if (output == null && process.out().checkError()) {
                throw new CommandException("Standard output cannot be written.");
            }
        } catch (IOException e) {
            throw CommandFiles.unwritable(output, e);
        }
    }
}
