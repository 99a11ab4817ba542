package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.evaluate.StepResult;
import dev.namespacecerts.testing.SpecBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudMetricsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String LAST_SUCCESS = "namespacecerts.cloud.last.success.timestamp";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final CloudMetrics metrics = new CloudMetrics(registry);

    @Test
    void theLastSuccessIsATimeAndTheTemporalNamespaceIsNamed() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setNamespace("payments");
        bundle.getMetadata().setName("accounting");
        bundle.setSpec(new SpecBuilder()
                .temporalNamespace("accounting.a2dd6")
                .inline("")
                .build());
        metrics.update(bundle, step(), null);
        assertThat(value(LAST_SUCCESS)).isNaN();
        metrics.update(bundle, step(), NOW);
        assertThat(value(LAST_SUCCESS)).isEqualTo(NOW.getEpochSecond());
        assertThat(value("namespacecerts.bundle.synchronized")).isEqualTo(1);
        metrics.forget("payments/accounting");
        assertThat(registry.getMeters()).isEmpty();
    }

    private static CloudStep step() {
        return new CloudStep(
                null,
                new StepResult(
                        "Synchronized", true, "Synchronized", "", Optional.empty(), List.of(), Optional.empty()));
    }

    private double value(String name) {
        return registry.get(name)
                .tags("namespace", "payments", "bundle", "accounting", "temporal_namespace", "accounting.a2dd6")
                .gauge()
                .value();
    }
}
