package dev.namespacecerts.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureReporterTest {
    @Test
    void describesTheFailureWithoutQuotingWhatWasRead() {
        assertThat(FailureReporter.describe(
                        new RuntimeException("outer", new KubernetesClientException("secret text", 500, null))))
                .isEqualTo("the API server answered a request of the operator with HTTP 500");
        assertThat(FailureReporter.describe(new RuntimeException("outer", new IllegalStateException("secret text"))))
                .isEqualTo("IllegalStateException in the operator");
    }

    @Test
    void theTraceIsOneLineWithoutWhatWasRead() {
        assertThat(FailureReporter.trace(
                        new RuntimeException("outer\nINFO forged", new IllegalStateException("secret text"))))
                .contains("java.lang.RuntimeException at dev.namespacecerts.", "; caused by java.lang.IllegalState")
                .doesNotContain("\n", "forged", "secret text");
    }

    @Test
    void theIntervalEqualsThatOfTheSdkWhichDoublesFromTheThirdAttempt() {
        assertThat(IntStream.of(0, 1, 2, 3, 9, 10, 1_000).mapToObj(FailureReporter::interval))
                .containsExactly(
                        Duration.ofMillis(200),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(51_200),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1));
    }
}
