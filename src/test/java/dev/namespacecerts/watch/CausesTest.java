package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CausesTest {
    private static final String NAME = "CertificateFilter payments/worker";

    @Test
    void theFirstReconciliationAndTimersAreTold() {
        assertThat(Causes.take(NAME, Optional.empty())).containsExactly("first time since the start");
        assertThat(Causes.take(NAME, Optional.empty())).containsExactly("timer");
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setNamespace("payments");
        filter.getMetadata().setName("worker");
        Causes.forget(filter);
        assertThat(Causes.take(NAME, Optional.empty())).containsExactly("first time since the start");
    }
}
