package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An object is reconciled if the cache shows other inputs, or another status, than those of its last evaluation. */
class MissedChangesTest {
    private static final CertificateFilterStatus OURS = new CertificateFilterStatus(1L, null, null, null, null);

    private final CertificateFilter filter = filter();
    private final AtomicInteger inputs = new AtomicInteger();
    private final Set<ResourceID> reconciled = new HashSet<>();
    private final MissedChanges<CertificateFilter> missed = new MissedChanges<>(
            () -> Stream.of(filter), object -> inputs.get(), CertificateFilter::isComplete, reconciled::addAll);

    @Test
    void anUnchangedObjectIsNotReconciled() {
        evaluate();
        filter.setStatus(OURS);
        look(0);
    }

    @Test
    void aMissedChangeOfAnInputIsFound() {
        evaluate();
        filter.setStatus(OURS);
        inputs.incrementAndGet();
        look(1);
    }

    @Test
    void aStatusThatWasNotWrittenAsEvaluatedIsFound() {
        evaluate();
        filter.setStatus(new CertificateFilterStatus(2L, null, null, null, null));
        look(1);
    }

    @Test
    void aMissedChangeOfTheObjectItselfIsFound() {
        evaluate();
        filter.setStatus(OURS);
        filter.getMetadata().setGeneration(2L);
        look(1);
    }

    @Test
    void theStatusOfALargeObjectIsNotCached() {
        evaluate();
        filter.markIncomplete();
        look(0);
    }

    @Test
    void anObjectThatIsNeverEvaluatedIsFoundTheSecondTime() {
        look(0);
        look(1);
    }

    @Test
    void anEvaluationThatBeganAndDidNotEndIsFoundTheSecondTime() {
        assertThat(missed.isBegun(Keys.of(filter))).isFalse();
        missed.begin(filter);
        assertThat(missed.isBegun(Keys.of(filter))).isTrue();
        look(0);
        look(1);
    }

    @Test
    void anObjectThatIsBeingDeletedIsLeftAlone() {
        filter.getMetadata().setDeletionTimestamp("2030-01-01T00:00:00Z");
        look(0);
        look(0);
    }

    private void evaluate() {
        missed.evaluated(filter, missed.inputs(filter), OURS);
    }

    private void look(int expected) {
        missed.look();
        assertThat(reconciled).hasSize(expected);
    }

    private static CertificateFilter filter() {
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setNamespace("payments");
        filter.getMetadata().setName("worker");
        filter.getMetadata().setUid("uid");
        filter.getMetadata().setGeneration(1L);
        return filter;
    }
}
