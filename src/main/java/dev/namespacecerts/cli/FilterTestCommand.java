package dev.namespacecerts.cli;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cli.filters.BundleFilters;
import dev.namespacecerts.cli.filters.ComparisonJson;
import dev.namespacecerts.cli.filters.ComparisonText;
import dev.namespacecerts.cli.filters.FilterComparison;
import dev.namespacecerts.cli.filters.FilterComparison.Leaf;
import dev.namespacecerts.cli.filters.LeafFile;
import dev.namespacecerts.export.StrictJson;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.x509.DisplayText;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints which leaves the filters of a bundle accept, and why not. */
@Command(
        name = "test",
        description = {
            "Prints which leaves the filters of a bundle accept, and for each filter that does not match, why. Compares"
                    + " nothing else: a leaf must also chain to a CA of the bundle."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every leaf is accepted.",
            "1:A leaf is not accepted, or a filter is rejected.",
            "2:Wrong usage, or a file cannot be read."
        },
        footer = {
            "",
            "Examples:",
            "  ncb filter test -f manifests --client worker.pem --client starter.pem",
            "  ncb filter test --filters filters.json --client worker.pem"
        })
final class FilterTestCommand implements Callable<Integer> {
    private static final int LARGEST_LEAF = 1024 * 1024;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--client",
            required = true,
            arity = "1..*",
            paramLabel = "<file>",
            description = "PEM files of clients: the leaf, and what is presented with it.")
    private List<Path> clients;

    @Option(
            names = "--format",
            paramLabel = "<format>",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    /** Form of the output. */
    enum Format {
        text,
        json
    }

    /** Where the filters are. */
    private static final class Source {
        @Option(
                names = "--filters",
                required = true,
                paramLabel = "<file>",
                description = "Filters as \"tcld namespace certificate-filters export\" writes them.")
        private Path filters;

        @ArgGroup(exclusive = false)
        private FromManifests manifests;
    }

    /** A bundle in manifests. */
    private static final class FromManifests {
        @Option(
                names = {"-f", "--manifests"},
                required = true,
                arity = "1..*",
                paramLabel = "<path>",
                description = "Files and folders with CertificateFilters; - for standard input.")
        private List<String> paths;

        @Option(
                names = "--bundle",
                paramLabel = "<bundle>",
                description = "Name of the bundle, or <namespace>/<name> (default: the only one).")
        private String bundle;
    }

    FilterTestCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws CommandException {
        BundleFilters filters = filters();
        FilterComparison comparison = FilterComparison.of(filters.filters(), filters.required(), leaves());
        String text = format == Format.json
                ? ComparisonJson.of(comparison)
                : String.join("\n", ComparisonText.of(comparison)) + "\n";
        CommandFiles.write(text, null, out);
        return comparison.clean() ? 0 : Commands.FINDINGS;
    }

    private BundleFilters filters() throws CommandException {
        if (source.manifests == null) {
            return BundleFilters.ofTcld(CommandFiles.read("--filters", source.filters, StrictJson.MOST_BYTES));
        }
        Manifests manifests = ManifestReader.read(source.manifests.paths, List.of(), in);
        BundleFilters.checkComplete(manifests);
        return BundleFilters.of(manifests, source.manifests.bundle);
    }

    private List<Leaf> leaves() throws CommandException {
        List<Leaf> leaves = new ArrayList<>();
        for (Path client : clients) {
            String name = client.toString();
            byte[] text = CommandFiles.read("--client", client, LARGEST_LEAF);
            leaves.add(new Leaf(name, LeafFile.read(DisplayText.quoted(name, Commands.SHOWN), text)));
        }
        return leaves;
    }
}
