package dev.namespacecerts.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.cli.adopt.KubernetesNames;
import dev.namespacecerts.cli.adopt.Manifests;
import dev.namespacecerts.cli.adopt.Verdict;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.export.StrictJson;
import dev.namespacecerts.export.TcldFileException;
import dev.namespacecerts.export.TcldFilterFile;
import dev.namespacecerts.rules.filter.FilterFields;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes manifests for the CA file and the filter file of tcld, and what the operator would say about them. */
@Command(
        name = "import",
        description = {
            "Writes a NamespaceCertificateBundle and CertificateFilters for the CA file and the filter file of tcld. Prints"
                    + " to standard error what the operator would say about them."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Written, and valid.",
            "1:Written, but a rule reports an Error.",
            "2:Nothing written: wrong usage, or a file cannot be read."
        },
        footer = {
            "",
            "Example:",
            "  tcld namespace certificate-filters export --namespace accounting.a2dd6 \\",
            "      --certificate-filter-file filters.json",
            "  ncb import --ca ca.pem --filters filters.json \\",
            "      --temporal-namespace accounting.a2dd6 --name accounting"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int LARGEST_CA = 1024 * 1024;

    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--ca", required = true, paramLabel = "<file>", description = "CA certificates, as PEM.")
    private Path ca;

    @Option(
            names = "--filters",
            paramLabel = "<file>",
            description =
                    "Certificate filters, as \"tcld namespace certificate-filters export\" writes them (default: no"
                            + " filters, so that every client of the CAs is accepted).")
    private Path filters;

    @Option(
            names = "--temporal-namespace",
            required = true,
            paramLabel = "<name>.<account>",
            description = "Temporal Cloud Namespace, for example accounting.a2dd6.")
    private String temporalNamespace;

    @Option(names = "--name", required = true, paramLabel = "<name>", description = "Name of the bundle.")
    private String name;

    @Option(
            names = "--namespace",
            paramLabel = "<namespace>",
            description = "Kubernetes namespace of the manifests (default: none, so that kubectl decides).")
    private String namespace;

    @Option(names = "--output", paramLabel = "<file>", description = "File to write (default: standard output).")
    private Path output;

    ImportCommand(Clock clock, PrintStream out, PrintStream err) {
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws CommandException {
        AdoptCommand.check("--name", name, KubernetesNames.isName(name));
        AdoptCommand.check("--namespace", namespace, namespace == null || KubernetesNames.isNamespace(namespace));
        Manifests.Names names =
                new Manifests.Names(Optional.of(name), Optional.ofNullable(namespace), Optional.empty());
        byte[] pem = CommandFiles.read("--ca", ca, LARGEST_CA);
        String yaml = Manifests.yaml(Manifests.of(temporalNamespace, pem, "--ca", filters(), names));
        List<JsonNode> written = Manifests.read(yaml); // what is judged is what kubectl reads
        Verdict verdict = Verdict.of(written, Optional.empty(), clock.instant());
        CommandFiles.write(yaml, output, out);
        err.println(AdoptCommand.written(written.size(), output));
        verdict.lines().forEach(err::println);
        return verdict.valid() ? 0 : Commands.FINDINGS;
    }

    private List<FilterFields> filters() throws CommandException {
        if (filters == null) {
            return List.of();
        }
        try {
            return TcldFilterFile.read(CommandFiles.read("--filters", filters, StrictJson.MOST_BYTES));
        } catch (TcldFileException e) {
            throw new CommandException("--filters: " + e.getMessage());
        }
    }
}
