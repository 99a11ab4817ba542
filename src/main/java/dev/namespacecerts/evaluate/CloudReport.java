package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudCertificate;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudFilterStatus;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudOperation;
import dev.namespacecerts.api.v1alpha1.CloudStatus.Mtls;
import dev.namespacecerts.api.v1alpha1.CloudStatus.Owner;
import dev.namespacecerts.api.v1alpha1.CloudStatus.State;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.sync.AcceptedCa;
import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.sync.Ownership;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Builds the cloud part of the status of a bundle. */
public final class CloudReport {
    private static final int MOST = 64;
    private static final int LONGEST = 1_024;
    private static final int LONGEST_VERSION = 128;

    /** Share of the status for each of the two lists. */
    private static final double SHARE = 0.15;

    private CloudReport() {}

    /**
     * The status after the Temporal Cloud Namespace was read.
     *
     * @param operation the change in progress
     * @param synchronizedAt when both first agreed; null if they do not
     * @param keyExpiry when the API key expires
     */
    public static CloudStatus of(
            NamespaceCertificateBundle bundle,
            CloudEvaluation evaluation,
            Optional<CloudOperation> operation,
            String synchronizedAt,
            Optional<Instant> keyExpiry,
            Seals seals,
            Instant now) {
        CloudNamespace there = evaluation.there();
        return new CloudStatus(
                DisplayText.of(there.state(), MOST),
                there.mtls() ? Mtls.Enabled : Mtls.Disabled,
                DisplayText.of(there.resourceVersion(), LONGEST_VERSION),
                new StatusBudget().fit(certificates(evaluation), SHARE),
                new StatusBudget().fit(filters(evaluation), SHARE),
                operation.orElse(null),
                synchronizedAt,
                keyExpiry.map(CloudReport::text).orElse(null),
                evaluation.record().sealed(bundle, seals, now));
    }

    /** The previous status with the operator's record, while the Temporal Cloud Namespace cannot be read. */
    public static CloudStatus previous(
            NamespaceCertificateBundle bundle,
            CloudStatus before,
            SyncRecord record,
            Optional<Instant> keyExpiry,
            Seals seals,
            Instant now) {
        boolean none = before == null;
        boolean noRecord = record.seal() == null && record.ours().equals(Ownership.NONE);
        return new CloudStatus(
                none ? null : before.state(),
                none ? null : before.mtls(),
                none ? null : before.resourceVersion(),
                none ? null : before.certificates(),
                none ? null : before.filters(),
                none ? null : before.operation(),
                none ? null : before.synchronizedAt(),
                keyExpiry.map(CloudReport::text).orElse(none ? null : before.apiKeyExpiry()),
                noRecord ? null : record.sealed(bundle, seals, now));
    }

    /** A time in whole seconds. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static List<CloudCertificate> certificates(CloudEvaluation evaluation) {
        Set<String> ours = evaluation.record().ours().cas();
        Set<Certificate> missing = Set.copyOf(evaluation.plan().differences().missing());
        Stream<CloudCertificate> listed = evaluation.wanted().cas().stream()
                .map(ca -> certificate(
                        ca,
                        missing.contains(ca) ? State.Missing : State.InStep,
                        owner(ours.contains(ca.fingerprint()), missing.contains(ca))));
        Stream<CloudCertificate> unlisted = evaluation.plan().differences().unlisted().stream()
                .map(ca -> unlisted(ca, owner(ours.contains(ca.fingerprint()), false)));
        return Stream.concat(listed, unlisted).limit(MOST).toList();
    }

    private static CloudCertificate unlisted(AcceptedCa ca, Owner owner) {
        return ca.certificate()
                .map(certificate -> certificate(certificate, State.Unlisted, owner))
                .orElseGet(() -> new CloudCertificate(null, ca.fingerprint(), null, null, State.Unlisted, owner));
    }

    private static CloudCertificate certificate(Certificate ca, State state, Owner owner) {
        return new CloudCertificate(
                DisplayText.of(ca.subject().toString(), LONGEST),
                ca.fingerprint(),
                ca.fingerprintSha1(),
                ca.notAfter().toString(),
                state,
                owner);
    }

    private static List<CloudFilterStatus> filters(CloudEvaluation evaluation) {
        Set<String> ours = evaluation.record().ours().filters();
        Set<CloudFilter> missing = Set.copyOf(evaluation.plan().differences().missingFilters());
        Stream<CloudFilterStatus> listed = evaluation.wanted().filters().stream()
                .map(filter -> filter(
                        filter,
                        missing.contains(filter) ? State.Missing : State.InStep,
                        owner(ours.contains(filter.digest()), missing.contains(filter))));
        Stream<CloudFilterStatus> unlisted = evaluation.plan().differences().unlistedFilters().stream()
                .map(filter -> filter(filter, State.Unlisted, owner(ours.contains(filter.digest()), false)));
        return Stream.concat(listed, unlisted).limit(MOST).toList();
    }

    private static CloudFilterStatus filter(CloudFilter filter, State state, Owner owner) {
        return new CloudFilterStatus(
                field(filter.commonName()),
                field(filter.organization()),
                field(filter.organizationalUnit()),
                field(filter.subjectAlternativeName()),
                state,
                owner);
    }

    private static String field(String text) {
        return text.isEmpty() ? null : DisplayText.of(text, LONGEST);
    }

    /** Not set for what is missing and was never there. */
    private static Owner owner(boolean ours, boolean missing) {
        return ours ? Owner.Operator : missing ? null : Owner.Other;
    }
}
