package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    /** Room for 100 values of one byte. */
    private final BoundedCache<String> cache = new BoundedCache<>(100, value -> 1);

    @Test
    void theBoundHoldsAndTheLastValuesAreKept() {
        IntStream.range(0, 1_000).forEach(this::add);
        assertThat(cache.bytes()).isEqualTo(100);
        assertThat(knows(899)).isFalse();
        assertThat(IntStream.range(900, 1_000)).allMatch(this::knows);
        assertThat(cache.bytes()).isEqualTo(100);
    }

    @Test
    void aFloodOfValuesThatAreUsedOnceEvictsNoneThatWasUsedTwice() {
        IntStream.range(0, 70).forEach(this::add);
        assertThat(IntStream.range(0, 70)).allMatch(this::knows);
        IntStream.range(1_000, 10_000).forEach(this::add);
        assertThat(IntStream.range(0, 70)).allMatch(this::knows);
        assertThat(cache.bytes()).isEqualTo(100);
    }

    @Test
    void aFloodOfValuesThatAreUsedTwiceIsForgottenAfterwards() {
        IntStream.range(1_000, 10_000).forEach(i -> {
            add(i);
            assertThat(knows(i)).isTrue();
        });
        IntStream.range(0, 20).forEach(i -> {
            add(i);
            assertThat(knows(i)).isTrue();
        });
        IntStream.range(10_000, 20_000).forEach(this::add);
        assertThat(IntStream.range(0, 20)).allMatch(this::knows);
        assertThat(cache.bytes()).isEqualTo(100);
    }

    @Test
    void aLargeValueEvictsNone() {
        BoundedCache<String> weighed = new BoundedCache<>(160, String::length);
        weighed.add(key(1), "small");
        assertThat(weighed.add(key(2), "a value of 20 bytes.")).hasSize(20);
        assertThat(weighed.get(key(2))).isEmpty();
        assertThat(weighed.bytes()).isEqualTo(5);
    }

    @Test
    void theFirstOfTwoEqualValuesIsKept() {
        String first = new String("value");
        assertThat(cache.add(key(1), first)).isSameAs(first);
        assertThat(cache.add(key(1), new String("value"))).isSameAs(first);
        assertThat(cache.get(key(1)).orElseThrow()).isSameAs(first);
        assertThat(cache.add(key(1), new String("value"))).isSameAs(first);
        assertThat(cache.bytes()).isEqualTo(1);
    }

    @Test
    void dropsEverythingUnderPressureAndStartsAnew() {
        IntStream.range(0, 70).forEach(this::add);
        cache.clear();
        assertThat(cache.bytes()).isZero();
        assertThat(knows(1)).isFalse();
        add(1);
        assertThat(knows(1)).isTrue();
    }

    @Test
    void aCacheWithoutRoomKeepsNothing() {
        BoundedCache<String> none = new BoundedCache<>(0, value -> 1);
        assertThat(none.add(key(1), "value")).isEqualTo("value");
        assertThat(none.get(key(1))).isEmpty();
    }

    private void add(int value) {
        cache.add(key(value), Integer.toString(value));
    }

    private boolean knows(int value) {
        return cache.get(key(value)).filter(Integer.toString(value)::equals).isPresent();
    }

    private static BoundedCache.Key key(int value) {
        return BoundedCache.Key.of(Integer.toString(value).getBytes(StandardCharsets.US_ASCII));
    }
}
