package dev.namespacecerts.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alert has a runbook, a row in docs/metrics.md and a test. */
class AlertsTest {
    private static final Path RUNBOOKS = Path.of("docs/runbooks");
    private static final String URL =
            "https://github.com/namespacecerts/namespace-certificate-operator/blob/main/docs/runbooks/";
    private static final List<String> SECTIONS = List.of("## Impact", "## Diagnosis", "## Remedy");

    private final List<JsonNode> alerts = alerts();

    private static List<JsonNode> alerts() {
        List<JsonNode> alerts = new ArrayList<>();
        try {
            new ObjectMapper(new YAMLFactory())
                    .readTree(AlertsIT.ALERTS.toFile())
                    .path("groups")
                    .forEach(group -> group.path("rules").forEach(alerts::add));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return alerts;
    }

    private static String name(JsonNode alert) {
        return alert.path("alert").asText();
    }

    @Test
    void everyAlertLinksToItsRunbook() {
        assertThat(alerts).hasSizeGreaterThan(25).allSatisfy(alert -> {
            assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo(URL + name(alert) + ".md");
            assertThat(RUNBOOKS.resolve(name(alert) + ".md"))
                    .content()
                    .startsWith("# " + name(alert) + "\n\nSeverity: "
                            + alert.at("/labels/severity").asText() + ". ")
                    .containsSubsequence(SECTIONS);
        });
    }

    @Test
    void everyRunbookBelongsToAnAlert() throws IOException {
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            alerts.stream().map(alert -> name(alert) + ".md").toList());
        }
    }

    @Test
    void everyAlertIsInTheListAndHasATest() {
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(Path.of("docs/metrics.md"))
                    .content()
                    .contains("| [" + name(alert) + "](runbooks/" + name(alert) + ".md) | "
                            + alert.at("/labels/severity").asText() + " | ");
            assertThat(AlertsIT.TESTS)
                    .content()
                    .containsPattern("alertname: " + name(alert) + "\\s+exp_alerts: \\[\\{");
        });
    }
}
