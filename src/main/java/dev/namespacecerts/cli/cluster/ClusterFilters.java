package dev.namespacecerts.cli.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.evaluate.NamedFilters;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.x509.DisplayText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of a bundle in a cluster, and what the status says of its clients.
 *
 * @param required whether the bundle accepts no client without a filter
 */
public record ClusterFilters(List<NamedFilter> filters, boolean required, List<ClientStatus> clients) {
    private static final int SHOWN = 128;
    private static final int LONGEST = 1024;

    /** Reads them. */
    public static ClusterFilters of(LiveCluster live, String bundle) throws CommandException {
        BundleView view = BundleView.of(live.bundle(bundle), live.filters(), Instant.EPOCH);
        for (CertificateFilter filter : view.filters()) {
            if (filter.unreadable().isPresent()) {
                throw new CommandException(
                        "CertificateFilter \"" + filter.getMetadata().getName() + "\" cannot be read.");
            }
        }
        return new ClusterFilters(
                view.filters().stream().map(NamedFilters::of).toList(),
                view.bundle().getSpec().filterPolicy() == FilterPolicy.Required,
                view.clients());
    }

    /** Whether no client is rejected. */
    public boolean clean() {
        return clients.stream().allMatch(ClientStatus::accepted);
    }

    /** A line for each client. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ClientStatus client : clients) {
            lines.add("Secret " + DisplayText.of(client.secretName(), SHOWN)
                    + (client.accepted() ? ": accepted by " : ": rejected, ")
                    + DisplayText.of(ClientsText.why(client), LONGEST));
        }
        return lines;
    }

    /** The clients as in the status. */
    public ArrayNode json() {
        return new ObjectMapper().valueToTree(clients);
    }
}
