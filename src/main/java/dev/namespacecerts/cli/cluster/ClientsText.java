package dev.namespacecerts.cli.cluster;

import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.ClientSummary;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The clients of bundles for a person: one table for each bundle. */
public final class ClientsText {
    private static final int LONGEST_NAME = 32;
    private static final int RESULT = 10;
    private static final int DAYS = 9;

    private ClientsText() {}

    /** The lines, at most 80 columns wide. */
    public static List<String> of(List<BundleView> views) {
        List<String> lines = new ArrayList<>();
        for (BundleView view : views) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            ClientSummary summary = view.clientSummary();
            String counts = summary.total() == 0
                    ? view.reconciled() ? "no known client" : "not reconciled"
                    : summary.accepted() + " of " + summary.total() + " clients accepted";
            lines.addAll(Columns.wrap("", 0, view.namespace() + "/" + view.name() + ": " + counts));
            if (!view.clients().isEmpty()) {
                table(view, lines);
            }
            int more = summary.total() - view.clients().size();
            if (more > 0) {
                lines.add("  and " + more + " more that the status does not list");
            }
        }
        return lines;
    }

    private static void table(BundleView view, List<String> lines) {
        int name = view.clients().stream()
                .mapToInt(client ->
                        Columns.cell(client.secretName(), LONGEST_NAME).length())
                .reduce("SECRET".length(), Math::max);
        lines.add("  " + Columns.pad("SECRET", name) + "  " + Columns.pad("RESULT", RESULT) + Columns.pad("DAYS", DAYS)
                + "BY OR WHY NOT");
        for (ClientStatus client : view.clients()) {
            String start = "  " + Columns.pad(Columns.cell(client.secretName(), LONGEST_NAME), name) + "  "
                    + Columns.pad(client.accepted() ? "accepted" : "rejected", RESULT)
                    + Columns.pad(days(view, client), DAYS);
            lines.addAll(Columns.wrap(start, start.length(), why(client)));
        }
    }

    private static String days(BundleView view, ClientStatus client) {
        OptionalLong days = view.daysLeft(client.notAfter());
        return days.isEmpty() ? "-" : days.getAsLong() < 0 ? "expired" : String.valueOf(days.getAsLong());
    }

    /** Which filter accepts it; then its violations. */
    static String why(ClientStatus client) {
        List<String> parts = new ArrayList<>();
        if (client.accepted()) {
            parts.add(client.acceptedBy() == null ? "no filter needed" : client.acceptedBy());
        }
        for (RuleViolation violation : BundleView.of(client.violations())) {
            parts.add(violation.rule() + " " + violation.message());
        }
        return parts.isEmpty() ? "-" : String.join(" ", parts);
    }
}
