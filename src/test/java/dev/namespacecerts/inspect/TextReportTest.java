package dev.namespacecerts.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextReportTest {
    @Test
    void colorsAreForTerminals() throws InspectException {
        Instant late = Instant.parse("2100-01-01T00:00:00Z");
        Input input = InputReader.read(
                "ca.der", CertificateBuilder.root("CN=R").build().der(), Optional.empty());
        Inspection inspection = new Inspector(late, Optional.empty(), List.of(), false).inspect(input);
        List<String> colored = TextReport.of(inspection, late, true);
        assertThat(colored)
                .anySatisfy(line -> assertThat(line).contains("\u001b[1;31mError CA-7:\u001b[0m"))
                .anySatisfy(line -> assertThat(line).contains("\u001b[1;31mexpired "));
        assertThat(TextReport.of(inspection, late, false))
                .isEqualTo(colored.stream()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .toList());
    }
}
