package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SelectionsTest {
    private final Selections selections = new Selections();
    private final NamespaceCertificateBundle first = bundle("first");
    private final NamespaceCertificateBundle second = bundle("second");

    @Test
    void aSecretIsMappedToTheBundlesThatSelectedIt() {
        selections.remember(first, List.of("n/a", "n/b"));
        selections.remember(second, List.of("n/b"));
        assertThat(selections.of("n/a")).containsExactly(new ResourceID("first", "n"));
        assertThat(selections.of("n/b"))
                .containsExactlyInAnyOrder(new ResourceID("first", "n"), new ResourceID("second", "n"));
        assertThat(selections.of("n/c")).isEmpty();
    }

    @Test
    void aSecretThatIsNoLongerSelectedIsRemoved() {
        selections.remember(first, List.of("n/a", "n/b"));
        selections.remember(first, List.of("n/b", "n/c"));
        assertThat(selections.of("n/a")).isEmpty();
        assertThat(selections.of("n/c")).hasSize(1);
        selections.remember(first, List.of());
        assertThat(selections.of("n/b")).isEmpty();
    }

    @Test
    void aLabelRemovedDuringTheSelectionIsNoticed() {
        Deque<Map<String, Integer>> looks =
                new ArrayDeque<>(List.of(Map.of("a", 1, "b", 1), Map.of("b", 2), Map.of("b", 3)));
        assertThat(selections.settled(first, looks::pop)).containsExactly(Map.entry("b", 3));
        assertThat(selections.of("n/a")).isEmpty();
        assertThat(selections.of("n/b")).hasSize(1);
    }

    @Test
    void constantLabelChangesBlockNoThread() {
        AtomicInteger looks = new AtomicInteger();
        Map<String, Integer> last = selections.settled(first, () -> Map.of("secret-" + looks.incrementAndGet(), 1));
        assertThat(looks).hasValue(5);
        assertThat(last).containsOnlyKeys("secret-5");
        assertThat(selections.of("n/secret-5")).hasSize(1);
        assertThat(selections.of("n/secret-1")).isEmpty();
    }

    /** Would be quadratic in the number of bundles if each selection copied the previous ones. */
    @Test
    @Timeout(6)
    void manyBundlesCanSelectTheSameSecretsCheaply() {
        List<String> secrets =
                IntStream.range(0, 100).mapToObj(i -> "n/secret-" + i).toList();
        for (int i = 0; i < 1_500; i++) {
            selections.remember(bundle("bundle-" + i), secrets);
        }
        assertThat(selections.of("n/secret-0")).hasSize(1_500);
    }

    private static NamespaceCertificateBundle bundle(String name) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName(name);
        bundle.getMetadata().setNamespace("n");
        return bundle;
    }
}
