package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.ClientSummary;
import dev.namespacecerts.api.v1alpha1.MatchedClients;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.leaf.LeafNames;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the part of a status about clients. */
public final class ClientReport {
    private static final int MOST_CLIENTS = 100;
    private static final int MOST_NAMES = 20;

    private ClientReport() {}

    /**
     * The verdicts, rejected clients first, each group in the order of their names. Violations and then names of the
     * certificates are added as far as the budget allows.
     */
    static List<ClientStatus> of(List<LeafVerdict> verdicts, StatusBudget budget) {
        List<LeafVerdict> shown = verdicts.stream()
                .sorted(Comparator.comparing(LeafVerdict::accepted).thenComparing(LeafVerdict::name))
                .limit(MOST_CLIENTS)
                .toList();
        List<ClientStatus> bare = budget.fit(
                shown.stream()
                        .map(verdict -> status(verdict, Optional.empty(), List.of()))
                        .toList(),
                1);
        List<List<RuleViolation>> violations = new ArrayList<>();
        for (LeafVerdict verdict : shown.subList(0, bare.size())) {
            violations.add(
                    budget.fit(ViolationReport.of(verdict.violations(), "Secret " + verdict.name() + ", key "), 1));
        }
        List<ClientStatus> report = new ArrayList<>();
        for (int i = 0; i < bare.size(); i++) {
            LeafVerdict verdict = shown.get(i);
            boolean roomForNames = !budget.fit(List.of(status(verdict, verdict.names(), List.of())), 1)
                    .isEmpty();
            report.add(status(verdict, roomForNames ? verdict.names() : Optional.empty(), violations.get(i)));
        }
        return List.copyOf(report);
    }

    private static ClientStatus status(LeafVerdict verdict, Optional<LeafNames> names, List<RuleViolation> violations) {
        Optional<LeafNames> alternative = names.filter(given -> given.alternativeNameCount() > 0);
        return new ClientStatus(
                verdict.name(),
                verdict.accepted(),
                verdict.acceptedBy().orElse(null),
                verdict.notAfter().map(Instant::toString).orElse(null),
                names.map(LeafNames::subject).orElse(null),
                alternative.map(LeafNames::alternativeNames).orElse(null),
                alternative.map(LeafNames::alternativeNameCount).orElse(null),
                violations.isEmpty() ? null : violations);
    }

    static ClientSummary summary(List<LeafVerdict> verdicts) {
        int accepted = (int) verdicts.stream().filter(LeafVerdict::accepted).count();
        return new ClientSummary(verdicts.size(), accepted, verdicts.size() - accepted);
    }

    /** The clients that each accepted filter matches, by the name of the filter; empty if no client can be read. */
    public static Map<String, MatchedClients> matches(FilterVerdicts filters, List<LeafVerdict> verdicts) {
        Map<String, MatchedClients> matches = new HashMap<>();
        if (verdicts.stream().allMatch(verdict -> verdict.names().isEmpty())) {
            return matches;
        }
        for (FilterMatcher filter : filters.matchers()) {
            List<String> names = verdicts.stream()
                    .filter(verdict -> verdict.matching().contains(filter.name()))
                    .map(LeafVerdict::name)
                    .toList();
            matches.put(
                    filter.name(),
                    new MatchedClients(
                            names.size(), names.stream().limit(MOST_NAMES).toList()));
        }
        return matches;
    }
}
