package dev.namespacecerts.cli;

import dev.namespacecerts.cli.cluster.ClusterFilters;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            "  ncb filter test --filters filters.json --client worker.pem",
            "  ncb filter test --cluster accounting -n payments worker.pem"
        })
final class FilterTestCommand implements Callable<Integer> {
    private static final int LARGEST_LEAF = 1024 * 1024;

    private final Surroundings process;

    @Spec
    private CommandSpec command;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--client",
            arity = "1..*",
            paramLabel = "<file>",
            description = "PEM files of clients: the leaf, and what is presented with it. With --cluster, optional:"
                    + " without, the clients that the operator knows.")
    private List<Path> clients = List.of();

    @Parameters(paramLabel = "<leaf>", arity = "0..*", description = "As --client.")
    private List<Path> leaves = List.of();

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

        @ArgGroup(exclusive = false)
        private FromCluster live;
    }

    /** A bundle in a cluster. */
    private static final class FromCluster extends ClusterOptions {
        @Option(
                names = "--cluster",
                required = true,
                paramLabel = "<bundle>",
                description = "Bundle in the cluster of the kubeconfig.")
        private String bundle;
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

    FilterTestCommand(Surroundings process) {
        this.process = process;
    }

    @Override
    public Integer call() throws CommandException {
        return source.live == null
                ? compare(filters(), Optional.empty())
                : compare(ClusterFilters.of(source.live.cluster(process.environment(), true), source.live.bundle));
    }

    /** With the leaves of files; without any, with the known clients. */
    private int compare(ClusterFilters live) throws CommandException {
        boolean known = clients.isEmpty() && leaves.isEmpty();
        return compare(
                new BundleFilters(live.filters(), live.required()), known ? Optional.of(live) : Optional.empty());
    }

    private int compare(BundleFilters filters, Optional<ClusterFilters> known) throws CommandException {
        FilterComparison comparison =
                FilterComparison.of(filters.filters(), filters.required(), known.isPresent() ? List.of() : leaves());
        List<String> lines = new ArrayList<>(ComparisonText.of(comparison));
        known.ifPresent(live -> lines.addAll(live.clients().isEmpty() ? List.of("no known client") : live.lines()));
        String text = format == Format.json
                ? ComparisonJson.of(comparison, known.map(ClusterFilters::json))
                : String.join("\n", lines) + "\n";
        CommandFiles.write(text, null, process.out());
        return comparison.clean() && known.map(ClusterFilters::clean).orElse(true) ? 0 : Commands.FINDINGS;
    }

    private BundleFilters filters() throws CommandException {
        if (source.manifests == null) {
            return BundleFilters.ofTcld(CommandFiles.read("--filters", source.filters, StrictJson.MOST_BYTES));
        }
        Manifests manifests = ManifestReader.read(source.manifests.paths, List.of(), process.in());
        BundleFilters.checkComplete(manifests);
        return BundleFilters.of(manifests, source.manifests.bundle);
    }

    private List<Leaf> leaves() throws CommandException {
        List<Path> files = Stream.concat(clients.stream(), leaves.stream()).toList();
        if (files.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--client=<file>'");
        }
        List<Leaf> read = new ArrayList<>();
        for (Path client : files) {
            String name = client.toString();
            byte[] text = CommandFiles.read("--client", client, LARGEST_LEAF);
            read.add(new Leaf(name, LeafFile.read(DisplayText.quoted(name, Commands.SHOWN), text)));
        }
        return read;
    }
}
