package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.rules.leaf.LeafNames;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientReportTest {
    private static final Violation ERROR = Violation.error(Rule.EE_9).because("m".repeat(600), "r".repeat(1_000));

    @Test
    void aClientIsShownWithTheNamesOfItsCertificate() {
        ClientStatus status = ClientReport.of(
                        List.of(verdict("worker", List.of(), new LeafNames("CN=worker", List.of("a", "b"), 7))),
                        new StatusBudget())
                .get(0);
        assertThat(status.subject()).isEqualTo("CN=worker");
        assertThat(status.subjectAlternativeNames()).containsExactly("a", "b");
        assertThat(status.subjectAlternativeNameCount()).isEqualTo(7);

        ClientStatus bare = ClientReport.of(
                        List.of(verdict("worker", List.of(), new LeafNames("CN=worker", List.of(), 0))),
                        new StatusBudget())
                .get(0);
        assertThat(bare.subjectAlternativeNames()).isNull();
        assertThat(bare.subjectAlternativeNameCount()).isNull();
    }

    /** Each of these is six bytes in the API server's store. */
    @Test
    void verdictsAndViolationsComeBeforeNames() {
        LeafNames hostile = new LeafNames("<".repeat(256), Collections.nCopies(5, "&".repeat(256)), 2_000);
        List<LeafVerdict> verdicts = IntStream.range(0, 100)
                .mapToObj(i -> verdict("worker-" + i, List.of(ERROR), hostile))
                .toList();
        List<ClientStatus> report = ClientReport.of(verdicts, new StatusBudget());
        assertThat(report).hasSize(100).allMatch(client -> client.violations() != null);
        assertThat(report)
                .extracting(ClientStatus::subject)
                .contains("<".repeat(256))
                .containsNull();
        assertThat(report.stream().filter(client -> client.subject() == null))
                .allMatch(client -> Objects.isNull(client.subjectAlternativeNames()));
        String stored = Serialization.asJson(report).replace("<", "\\u003c").replace("&", "\\u0026");
        assertThat(stored.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256 * 1024);
    }

    @Test
    void whereNoLeafCanBeReadNobodyKnowsWhatAFilterMatches() {
        FilterMatcher filter = FilterMatcher.of(new NamedFilter("f", new FilterFields("worker", null, null, null)))
                .orElseThrow();
        FilterVerdicts filters = new FilterVerdicts(1, List.of(), List.of(filter), List.of());
        LeafVerdict unread = new LeafVerdict(
                "unread", List.of(ERROR), Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());
        LeafVerdict read = verdict("worker", List.of(), new LeafNames("CN=worker", List.of(), 0));
        assertThat(ClientReport.matches(filters, List.of(unread))).isEmpty();
        assertThat(ClientReport.matches(filters, List.of(unread, read))).containsOnlyKeys("f");
    }

    private static LeafVerdict verdict(String name, List<Violation> violations, LeafNames names) {
        return new LeafVerdict(
                name, violations, Optional.empty(), Optional.of(names), List.of(), List.of(), Optional.empty());
    }
}
