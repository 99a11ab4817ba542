package dev.namespacecerts.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcldDurationTest {
    @ParameterizedTest
    @CsvSource({
        "30d,720h",
        "30d10h,730h",
        "1y,8760h",
        "99h99m99s,100h40m39s",
        "1.5d,36h",
        "0s,0s",
        "1d1d,48h",
        "0.5s,0s"
    })
    void parsesWhatTcldParses(String text, String expected) {
        assertThat(TcldDuration.parse(text)).isEqualTo(Duration.parse("PT" + expected.toUpperCase()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "d", "-1d", "+1d", "1w", "1 d", "1D", ".5d", "1.d", "99999999999d", "1h\n", "1ms", "٣d"
            })
    void rejectsTheRest(String text) {
        assertThatThrownBy(() -> TcldDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999y9999999999y9999999999y9999999999y9999999999y9999999999y9999999999y9999999999y"})
    void theLongestIsNotTooLong(String text) {
        assertThat(TcldDuration.parse(text)).isGreaterThan(Duration.ofDays(365));
    }
}
