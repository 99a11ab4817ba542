package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnChangesTest {
    private final List<String> told = new ArrayList<>();
    private final OwnChanges<CertificateFilter> changes = new OwnChanges<>(new SpecChange<>(), filter -> {
        told.add(filter.getMetadata().getName());
        if (filter.getMetadata().getName().equals("broken")) {
            throw new IllegalStateException("a defect");
        }
    });

    @Test
    void creationsDeletionsAndChangesOfTheSpecAreTold() {
        changes.onResourceCreated(filter("created", 1));
        changes.onResourceUpdated(filter("status", 1), filter("status", 1));
        changes.onResourceUpdated(filter("spec", 2), filter("spec", 1));
        changes.onResourceDeleted(filter("deleted", 2));
        assertThat(told).containsExactly("created", "spec", "deleted");
    }

    @Test
    void aDefectDoesNotTakeTheEventOfTheObjectItselfAlong() {
        assertThatCode(() -> changes.onResourceCreated(filter("broken", 1))).doesNotThrowAnyException();
        assertThat(told).containsExactly("broken");
    }

    private static CertificateFilter filter(String name, long generation) {
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setName(name);
        filter.getMetadata().setGeneration(generation);
        return filter;
    }
}
