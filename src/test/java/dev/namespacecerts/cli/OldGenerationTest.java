package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldGenerationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, false",
        "8, 0, false",
        "9, 0, true",
        "18, 10, false",
        "19, 10, true",
        "150, 100, false",
        "151, 100, true"
    })
    void aCollectionIsDueAfterGrowthByHalfAndBy8MiB(long used, long afterLast, boolean due) {
        assertThat(OldGeneration.hasGrown(used << 20, afterLast << 20)).isEqualTo(due);
    }
}
