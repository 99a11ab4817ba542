package dev.namespacecerts.cli;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cli.cluster.BundleView;
import dev.namespacecerts.cli.cluster.ClientsText;
import dev.namespacecerts.cli.cluster.ClusterJson;
import dev.namespacecerts.cli.cluster.LiveCluster;
import dev.namespacecerts.cli.failure.CommandException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints which clients the operator found accepted. */
@Command(
        name = "clients",
        description = {
            "Prints which client Secrets the bundles in a cluster accept: by which filter, or why not, and the days"
                    + " until the certificate expires. Reads the statuses of bundles, and no Secret."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every known client is accepted.",
            "1:A client is rejected, or a bundle is not reconciled.",
            "2:Wrong usage, or the cluster cannot be read."
        },
        footer = {"", "Examples:", "  ncb clients accounting -n payments", "  ncb clients -A -o json"})
final class ClientsCommand implements Callable<Integer> {
    private final Surroundings process;

    @Parameters(paramLabel = "<bundle>", arity = "0..1", description = "Name of a bundle (default: all).")
    private String name;

    @Mixin
    private ClusterReport report;

    ClientsCommand(Surroundings process) {
        this.process = process;
    }

    @Override
    public Integer call() throws CommandException {
        List<BundleView> views = report.read(process, name != null, this::read);
        report.print(process, views, ClusterJson::clients, ClientsText::of);
        return views.stream().allMatch(view -> view.reconciled() && !view.rejectsClients()) ? 0 : Commands.FINDINGS;
    }

    private List<BundleView> read(LiveCluster live) throws CommandException {
        List<NamespaceCertificateBundle> bundles = name == null ? live.bundles() : List.of(live.bundle(name));
        Instant now = process.clock().instant();
        return bundles.stream()
                .map(bundle -> BundleView.of(bundle, List.of(), now))
                .toList();
    }
}
