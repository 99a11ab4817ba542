package dev.namespacecerts.cli;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cli.cluster.BundleView;
import dev.namespacecerts.cli.cluster.ClusterJson;
import dev.namespacecerts.cli.cluster.LiveCluster;
import dev.namespacecerts.cli.cluster.StatusText;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cli.terminal.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what the operator reports about bundles in a cluster. */
@Command(
        name = "status",
        description = {
            "Prints what the operator reports about the bundles in a cluster: the verdict, the CAs, where they are"
                    + " published, the violations, and the next step. Reads bundles and filters only."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every bundle is Ready.",
            "1:A bundle is not Ready.",
            "2:Wrong usage, or the cluster cannot be read."
        },
        footer = {
            "",
            "Examples:",
            "  ncb status",
            "  ncb status accounting -n payments --context production",
            "  kubectl ncb status -A -o json"
        })
final class StatusCommand implements Callable<Integer> {
    private final Surroundings process;

    @Parameters(paramLabel = "<bundle>", arity = "0..*", description = "Names of bundles (default: all).")
    private List<String> names = List.of();

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<form>",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form form;

    /** Form of the output. */
    enum Form {
        text,
        json
    }

    StatusCommand(Surroundings process) {
        this.process = process;
    }

    @Override
    public Integer call() throws CommandException {
        List<BundleView> views = views(cluster.cluster(process.environment(), !names.isEmpty()));
        if (views.isEmpty() && form == Form.text) {
            process.err().println("There is no bundle here. -A reads all Kubernetes namespaces.");
            return 0;
        }
        CommandFiles.write(
                form == Form.json ? ClusterJson.status(views) : String.join("\n", StatusText.of(views)) + "\n",
                null,
                process.out());
        return views.stream().allMatch(BundleView::ready) ? 0 : Commands.FINDINGS;
    }

    @SuppressWarnings("unused") // closing it is its use
    private List<BundleView> views(LiveCluster live) throws CommandException {
        try (Progress progress = Progress.start(process.err(), "Reading the cluster")) {
            return read(live);
        }
    }

    private List<BundleView> read(LiveCluster live) throws CommandException {
        List<NamespaceCertificateBundle> bundles = new ArrayList<>();
        if (names.isEmpty()) {
            bundles.addAll(live.bundles());
        }
        for (String name : names) {
            bundles.add(live.bundle(name));
        }
        List<CertificateFilter> filters = bundles.isEmpty() ? List.of() : live.filters();
        Instant now = process.clock().instant();
        return bundles.stream()
                .map(bundle -> BundleView.of(bundle, filters, now))
                .toList();
    }
}
