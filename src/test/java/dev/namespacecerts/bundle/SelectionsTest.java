package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionsTest {
    private final Selections selections = new Selections();
    private final NamespaceCertificateBundle first = bundle("first");
    private final NamespaceCertificateBundle second = bundle("second");

    @Test
    void aSecretLeadsToTheBundlesThatFoundIt() {
        selections.remember(first, List.of("n/a", "n/b"));
        selections.remember(second, List.of("n/b"));
        assertThat(selections.of("n/a")).containsExactly(new ResourceID("first", "n"));
        assertThat(selections.of("n/b"))
                .containsExactlyInAnyOrder(new ResourceID("first", "n"), new ResourceID("second", "n"));
        assertThat(selections.of("n/c")).isEmpty();
    }

    @Test
    void whatABundleFindsNoLongerIsForgotten() {
        selections.remember(first, List.of("n/a", "n/b"));
        selections.remember(first, List.of("n/b", "n/c"));
        assertThat(selections.of("n/a")).isEmpty();
        assertThat(selections.of("n/c")).hasSize(1);
        selections.remember(first, List.of());
        assertThat(selections.of("n/b")).isEmpty();
    }

    private static NamespaceCertificateBundle bundle(String name) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName(name);
        bundle.getMetadata().setNamespace("n");
        return bundle;
    }
}
