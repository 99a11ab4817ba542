package dev.namespacecerts.cli;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cli.filters.BundleFilters;
import dev.namespacecerts.export.ExportFormat;
import dev.namespacecerts.export.ExportedBundle;
import dev.namespacecerts.export.ExportedFile;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.x509.DisplayText;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Writes a valid bundle of manifests in the format of another tool. */
@Command(
        name = "export",
        description = {
            "Writes a bundle and its filters for tcld, Terraform, the API of Temporal Cloud, or a self-hosted Temporal"
                    + " server. Only a valid bundle is written."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Written.",
            "1:Nothing written: the bundle is not valid, or the format cannot hold it.",
            "2:Nothing written: wrong usage, or a file cannot be read or written."
        },
        footer = {
            "",
            "Examples:",
            "  ncb export accounting --format tcld --output out",
            "  ncb export payments/accounting -f manifests --format terraform",
            "  ncb export accounting.yaml --format temporal-server \\",
            "      --client-ca-file /etc/temporal/client-ca.pem --output out"
        })
final class ExportCommand implements Callable<Integer> {
    private final Clock clock;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            paramLabel = "<bundle>",
            description = "Name of the bundle, <namespace>/<name>, or a file with one bundle.")
    private String bundle;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "<format>",
            converter = FormatConverter.class,
            description = "${COMPLETION-CANDIDATES}.")
    private ExportFormat format;

    @Option(
            names = {"-f", "--manifests"},
            arity = "1..*",
            paramLabel = "<path>",
            description = "Files and folders with manifests; - for standard input (default: the current folder).")
    private List<String> paths = List.of();

    @Option(
            names = "--part",
            paramLabel = "<part>",
            description = "Only this part: ca or filters of tcld, tf (default) or tfvars of terraform, config or ca of"
                    + " temporal-server.")
    private String part;

    @Option(
            names = "--client-ca-file",
            paramLabel = "<file>",
            description =
                    "Where the Temporal server reads the CA file (default: none, the CAs are in its configuration).")
    private String mounted;

    @Option(names = "--output", paramLabel = "<folder>", description = "Folder to write (default: standard output).")
    private Path output;

    @Option(names = "--overwrite", description = "Replaces files in the folder that have other content.")
    private boolean overwrite;

    /** The formats as a user writes them; picocli would also take, and list, the names of the constants. */
    private static final class FormatConverter implements ITypeConverter<ExportFormat> {
        @Override
        public ExportFormat convert(String text) {
            return Arrays.stream(ExportFormat.values())
                    .filter(format -> format.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + Arrays.toString(ExportFormat.values()) + " but was "
                            + DisplayText.quoted(text, Commands.SHOWN)));
        }
    }

    ExportCommand(Clock clock, InputStream in, PrintStream out, PrintStream err) {
        this.clock = clock;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws CommandException {
        check();
        ExportSource source = ExportSource.find(bundle, paths, in, clock.instant());
        source.findings().forEach(finding -> err.println(line(finding)));
        if (!source.valid()) {
            err.println("Nothing is exported, because the bundle or one of its filters is not valid.");
            return Commands.FINDINGS;
        }
        Optional<String> obstacle = source.obstacle(format);
        if (obstacle.isPresent()) {
            err.println(obstacle.get());
            return Commands.FINDINGS;
        }
        write(source.bundle());
        return 0;
    }

    private void check() throws CommandException {
        if (part != null && !format.parts().contains(part)) {
            throw new CommandException("--part is " + DisplayText.quoted(part, Commands.SHOWN) + ". The format "
                    + format + " has " + String.join(" and ", format.parts()) + ".");
        }
        if (mounted != null && format != ExportFormat.TEMPORAL_SERVER) {
            throw new CommandException("--client-ca-file is for the format temporal-server.");
        }
        if (mounted != null && mounted.chars().anyMatch(Character::isISOControl)) {
            throw new CommandException("--client-ca-file has control characters.");
        }
        if (mounted == null && format == ExportFormat.TEMPORAL_SERVER && "ca".equals(part)) {
            throw new CommandException("--part ca needs --client-ca-file: else the CAs are in the configuration.");
        }
        boolean several = format == ExportFormat.TCLD || mounted != null;
        if (several && part == null && output == null) {
            throw new CommandException(
                    "There are several files. Choose a folder with --output, or one of them with --part.");
        }
    }

    private void write(ExportedBundle exported) throws CommandException {
        String only = part == null && !format.isWhole() ? format.parts().get(0) : part;
        List<ExportedFile> files = format.files(exported, Optional.ofNullable(mounted)).stream()
                .filter(file -> only == null || file.part().equals(only))
                .toList();
        format.warning(exported).ifPresent(err::println);
        if (format.hasFilters() && exported.filters().isEmpty()) {
            err.println("The bundle has no filters: Temporal Cloud accepts every client of these CAs.");
        }
        if (output == null) {
            CommandFiles.write(files.get(0).text(), null, out);
            return;
        }
        ExportFolder.write(output, files, overwrite).forEach(err::println);
        if (part == null) {
            format.commands(exported, output.toString()).forEach(out::println);
        }
    }

    private static String line(Finding finding) {
        return BundleFilters.shown(finding.place()) + ": " + finding.level() + " " + finding.id() + ": "
                + finding.message();
    }
}
