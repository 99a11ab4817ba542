package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import org.junit.jupiter.api.Test;

/** Every update is reconciled, except those caused by the operator's own status writes. */
class AnyChangeTest {
    private static final CertificateFilterStatus OURS = new CertificateFilterStatus(1L, null, null, null, null);
    private static final CertificateFilterStatus THEIRS = new CertificateFilterStatus(2L, null, null, null, null);

    private final AnyChange<CertificateFilter> filter = new AnyChange<>();
    private final CertificateFilter before = filter("1", 1, null);

    @Test
    void changesByOthersAreReconciled() {
        assertThat(filter.accept(filter("2", 2, null), before)).as("spec").isTrue();
        assertThat(filter.accept(filter("2", 1, THEIRS), before)).as("status").isTrue();
        CertificateFilter annotated = filter("2", 1, null);
        annotated.getMetadata().getAnnotations().put("example.com/again", "1");
        assertThat(filter.accept(annotated, before)).as("annotation").isTrue();
    }

    @Test
    void aRelistWithoutChangesIsNotReconciled() {
        assertThat(filter.accept(filter("1", 1, null), before)).isFalse();
    }

    @Test
    void anOwnWriteIsRecognisedIfItsEventArrivesAfterTheResponse() {
        OwnStatuses.writing(before, OURS);
        OwnStatuses.written(filter("2", 1, OURS));
        assertThat(filter.accept(filter("2", 1, OURS), before)).isFalse();
        assertThat(filter.accept(filter("3", 1, null), before)).as("emptied").isTrue();
        assertThat(filter.accept(filter("4", 1, OURS), before))
                .as("by somebody else")
                .isTrue();
    }

    @Test
    void anOwnWriteIsRecognisedIfItsEventArrivesBeforeTheResponse() {
        OwnStatuses.writing(before, OURS);
        assertThat(filter.accept(filter("2", 1, OURS), before)).isFalse();
        OwnStatuses.written(filter("2", 1, OURS));
        assertThat(filter.accept(filter("3", 1, OURS), before))
                .as("by somebody else")
                .isTrue();
    }

    @Test
    void aSpecChangedTogetherWithAnOwnWriteIsReconciled() {
        OwnStatuses.writing(before, OURS);
        assertThat(filter.accept(filter("2", 2, OURS), before)).isTrue();
    }

    @Test
    void aFailedWriteIsRemoved() {
        OwnStatuses.writing(before, OURS);
        OwnStatuses.failed(before);
        assertThat(filter.accept(filter("2", 1, OURS), before)).isTrue();
    }

    private static CertificateFilter filter(String version, long generation, CertificateFilterStatus status) {
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setUid("uid");
        filter.getMetadata().setResourceVersion(version);
        filter.getMetadata().setGeneration(generation);
        filter.setStatus(status);
        return filter;
    }
}
