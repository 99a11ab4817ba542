package dev.namespacecerts.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import dev.namespacecerts.watch.AnyChange;
import dev.namespacecerts.watch.OwnStatuses;
import org.junit.jupiter.api.Test;

/** A status is unchanged only if the cache shows what the cluster has. */
class StatusWriterTest {
    private static final CertificateFilterStatus READY = new CertificateFilterStatus(1L, null, null, null, null);
    private static final CertificateFilterStatus ISSUING = new CertificateFilterStatus(2L, null, null, null, null);

    private final StatusWriter writer = new StatusWriter(null); // no request is made

    /** Ready was written by another operator, Issuing by this one. The cache still shows the former. */
    @Test
    void aCacheOlderThanTheLastOwnWriteIsEvaluatedAgain() {
        CertificateFilter cached = filter("7", READY);
        assertThat(writer.write(cached, READY)).isEqualTo(StatusWriter.Result.UNCHANGED);
        OwnStatuses.writing(cached, ISSUING);
        OwnStatuses.written(filter("8", ISSUING));
        assertThat(writer.write(cached, READY)).isEqualTo(StatusWriter.Result.OUTDATED);
        assertThat(writer.write(filter("8", READY), READY)).isEqualTo(StatusWriter.Result.UNCHANGED);
        assertThat(writer.write(filter("10", READY), READY)).isEqualTo(StatusWriter.Result.UNCHANGED);
        OwnStatuses.forget(cached);
    }

    /** The event of the own write arrives during the evaluation, which began with the object before it. */
    @Test
    void anObjectThatWasCachedBeforeTheLastOwnWriteIsEvaluatedAgain() {
        CertificateFilter evaluated = filter("7", READY);
        OwnStatuses.writing(evaluated, ISSUING);
        OwnStatuses.written(filter("8", ISSUING));
        assertThat(new AnyChange<CertificateFilter>().accept(filter("8", ISSUING), evaluated))
                .as("the event of another writer")
                .isFalse();
        assertThat(writer.write(evaluated, READY)).isEqualTo(StatusWriter.Result.OUTDATED);
        OwnStatuses.forget(evaluated);
        assertThat(writer.write(evaluated, READY)).isEqualTo(StatusWriter.Result.UNCHANGED);
    }

    private static CertificateFilter filter(String version, CertificateFilterStatus status) {
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setUid("status-writer");
        filter.getMetadata().setResourceVersion(version);
        filter.setStatus(status);
        return filter;
    }
}
