package dev.namespacecerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void consecutiveBlocksAreShownAsARange() {
        Places places = new Places();
        IntStream.of(2, 3, 4, 7).forEach(block -> places.add("a", block));
        places.add("b", 5);
        places.add("c", null);
        assertThat(places).hasToString("a, blocks 2-4, 7; b, block 5; c");
    }

    @Test
    void atMostTenPlacesAreShown() {
        Places places = new Places();
        IntStream.range(0, 1_000).forEach(block -> places.add("a", 2 * block));
        places.add("b", 1);
        assertThat(places).hasToString("a, blocks 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, …; …");
    }
}
