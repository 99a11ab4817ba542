package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudRecord;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.sync.AcceptedCa;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.sync.Ownership;
import dev.namespacecerts.sync.SyncLimits;
import dev.namespacecerts.sync.SyncPlan;
import dev.namespacecerts.sync.SyncPolicy;
import dev.namespacecerts.sync.Wanted;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyncRecordTest {
    private static final Instant NOW = Instant.now();
    private static final Seals SEALS = new Seals(() -> new byte[32]);
    private static final Certificate A = CertificateBuilder.root("CN=A").build().parsed();
    private static final Certificate B = CertificateBuilder.root("CN=B").build().parsed();

    private final NamespaceCertificateBundle bundle = bundle("uid-1");

    private static NamespaceCertificateBundle bundle(String uid) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setNamespace("payments");
        bundle.getMetadata().setName("accounting");
        bundle.getMetadata().setUid(uid);
        return bundle;
    }

    private static SyncRecord after(SyncRecord last, List<Certificate> wanted, Certificate... there) {
        Wanted says = new Wanted(wanted, List.of(), Optional.empty());
        CloudNamespace namespace = new CloudNamespace(
                "Active",
                true,
                "v1",
                Optional.empty(),
                Stream.of(there)
                        .map(ca -> new AcceptedCa(ca.fingerprint(), Optional.of(ca)))
                        .toList(),
                List.of(),
                true,
                NOW);
        SyncPlan plan = SyncPlan.of(
                "accounting.a2dd6",
                says,
                namespace,
                last.ours(),
                new SyncPolicy(true, false, false),
                Set.of(),
                SyncLimits.today(),
                NOW);
        return last.after(says, namespace, plan, true, says.digest(), NOW);
    }

    private void write(NamespaceCertificateBundle where, CloudRecord record) {
        CloudStatus cloud = new CloudStatus(null, null, null, null, null, null, null, null, record);
        where.setStatus(new NamespaceCertificateBundleStatus(
                1L, null, null, null, null, null, null, null, null, null, null, null, null, cloud, null, null));
    }

    private static SyncRecord owning(Certificate ca) {
        return SyncRecord.NONE.sending(new Change(List.of(ca), Set.of(), List.of(), Set.of()));
    }

    @Test
    void whatBothHaveWhenTheyFirstAgreeIsOurs() {
        assertThat(after(SyncRecord.NONE, List.of(A), A, B).ours().cas()).containsExactly(A.fingerprint());
    }

    @Test
    void whatOthersAddedIsNotOursBeforeBothAgree() {
        assertThat(after(SyncRecord.NONE, List.of(A, B), B).ours()).isEqualTo(Ownership.NONE);
    }

    @Test
    void whatIsNowhereAnyMoreIsNotOursAnyMore() {
        assertThat(after(owning(B), List.of(A), A).ours().cas()).containsExactly(A.fingerprint());
    }

    @Test
    void aSealedRecordIsReadAgain() {
        SyncRecord record = owning(A).undoneAt(NOW);
        write(bundle, record.sealed(bundle, SEALS, NOW));
        SyncRecord read = SyncRecord.of(bundle, SEALS);
        assertThat(read.refused()).isFalse();
        assertThat(read.ours()).isEqualTo(record.ours());
        assertThat(read.undone()).containsExactly(NOW);
    }

    @Test
    void theSealChangesOnlyWithTheContent() {
        write(bundle, owning(A).sealed(bundle, SEALS, NOW));
        SyncRecord read = SyncRecord.of(bundle, SEALS);
        assertThat(read.sealed(bundle, SEALS, NOW.plusSeconds(60)))
                .isEqualTo(bundle.getStatus().cloud().record());
        assertThat(read.undoneAt(NOW).sealed(bundle, SEALS, NOW.plusSeconds(60)).sealedAt())
                .isEqualTo(NOW.plusSeconds(60).toString());
    }

    @Test
    void aRecordThatSomeoneChangedIsIgnored() {
        CloudRecord sealed = owning(A).sealed(bundle, SEALS, NOW);
        List<String> more = new ArrayList<>(sealed.certificates());
        more.add(B.fingerprint());
        write(bundle, new CloudRecord(more, null, null, null, sealed.agreed(), sealed.sealedAt(), sealed.seal()));
        assertThat(SyncRecord.of(bundle, SEALS)).isEqualTo(SyncRecord.REFUSED);
    }

    @Test
    void aRecordOfAnotherBundleIsIgnored() {
        NamespaceCertificateBundle other = bundle("uid-2");
        write(other, owning(A).sealed(bundle, SEALS, NOW));
        assertThat(SyncRecord.of(other, SEALS)).isEqualTo(SyncRecord.REFUSED);
    }

    @Test
    void aMalformedRecordIsIgnored() {
        write(bundle, new CloudRecord(null, null, List.of("no time"), List.of("never"), null, "never", "seal"));
        assertThat(SyncRecord.of(bundle, SEALS)).isEqualTo(SyncRecord.REFUSED);
    }

    @Test
    void whatWasUndoneIsForgottenAfterAnHourAndWithOtherContent() {
        SyncRecord agreed = after(SyncRecord.NONE, List.of(A), A);
        SyncRecord undone =
                agreed.undoneAt(NOW.minus(SyncRecord.MEMORY).minusSeconds(1)).undoneAt(NOW);
        assertThat(after(undone, List.of(A), A).undone()).containsExactly(NOW);
        assertThat(after(undone, List.of(A, B), A).undone()).isEmpty();
    }
}
