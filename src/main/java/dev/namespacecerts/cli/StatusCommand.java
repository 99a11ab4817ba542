package dev.namespacecerts.cli;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cli.cluster.BundleView;
import dev.namespacecerts.cli.cluster.ClusterJson;
import dev.namespacecerts.cli.cluster.LiveCluster;
import dev.namespacecerts.cli.cluster.StatusText;
import dev.namespacecerts.cli.failure.CommandException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private ClusterReport report;

    StatusCommand(Surroundings process) {
        this.process = process;
    }

    @Override
    public Integer call() throws CommandException {
        List<BundleView> views = report.read(process, !names.isEmpty(), this::read);
        report.print(process, views, ClusterJson::status, StatusText::of);
        return views.stream().allMatch(BundleView::ready) ? 0 : Commands.FINDINGS;
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
