package dev.namespacecerts.metrics;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts of the chart, evaluated by promtool. */
class AlertsIT {
    static final Path ALERTS = Path.of("helm/namespace-certificate-operator/files/alerts.yaml");
    static final Path TESTS = Path.of("src/test/resources/alerts/alerts_test.yaml");

    @TempDir
    private Path folder;

    @Test
    void everyAlertFiresOnlyWhenExpected() throws Exception {
        Files.copy(ALERTS, folder.resolve("alerts.yaml"));
        Path tests = Files.copy(TESTS, folder.resolve("alerts_test.yaml"));
        Promtool.check("", "check", "rules", folder.resolve("alerts.yaml").toString());
        Promtool.check("", "test", "rules", tests.toString());
    }
}
