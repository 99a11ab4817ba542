package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.KnownCertificates;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Record of the last publication, which the operator seals in the status. A record without a valid seal is ignored,
 * because other writers may be able to write the status.
 *
 * @param object the published object; null if unknown
 * @param published the CAs in the order of their publication
 * @param publishedAt time of their publication
 * @param removedAt when a published CA was first found missing in the spec, by fingerprint
 * @param text the PEM of the certificates in the status
 * @param sealedAt time of the seal
 * @param seal the seal of the record
 * @param refused whether the status has a record without a valid seal
 */
public record RotationRecord(
        PublishedObject object,
        List<Certificate> published,
        Instant publishedAt,
        Map<String, Instant> removedAt,
        String text,
        Instant sealedAt,
        String seal,
        boolean refused)
        implements SealedRecord {
    public static final RotationRecord NONE = nothing(false);
    public static final RotationRecord REFUSED = nothing(true);

    private static final String PURPOSE = "rotation";

    private static RotationRecord nothing(boolean refused) {
        return new RotationRecord(null, List.of(), Instant.EPOCH, Map.of(), null, Instant.EPOCH, null, refused);
    }

    public static RotationRecord of(NamespaceCertificateBundle bundle, Seals seals) {
        NamespaceCertificateBundleStatus status = bundle.getStatus();
        if (status == null || (status.rotation() == null && status.published() == null)) {
            return NONE;
        }
        RotationStatus rotation = status.rotation();
        if (rotation == null
                || rotation.lastPublished() == null
                || rotation.publishedAt() == null
                || rotation.sealedAt() == null
                || !seals.isValid(PURPOSE, bundle, content(status.published(), rotation), rotation.seal())) {
            return REFUSED;
        }
        try {
            return new RotationRecord(
                    PublishedVersion.verified(status.published(), bundle, seals),
                    parse(rotation.lastPublished()),
                    Instant.parse(rotation.publishedAt()),
                    retained(rotation)
                            .collect(Collectors.toMap(
                                    RotationStatus.RetainedCertificate::fingerprint,
                                    ca -> Instant.parse(ca.removedAt()),
                                    (first, second) -> first)),
                    rotation.lastPublished(),
                    Instant.parse(rotation.sealedAt()),
                    rotation.seal(),
                    false);
        } catch (DateTimeException e) {
            return REFUSED; // written by another version
        }
    }

    /** The rotation status with its seal. The seal and its time change only if the content changed. */
    RotationStatus sealed(
            RotationStatus rotation,
            PublishedObject where,
            NamespaceCertificateBundle bundle,
            Seals seals,
            Instant now) {
        RotationStatus same = dated(rotation, where, bundle, seals, sealedAt);
        Instant later = now.isAfter(sealedAt) ? now : sealedAt.plusMillis(1); // the clock may have been set back
        return same.seal().equals(seal) ? same : dated(rotation, where, bundle, seals, later);
    }

    private static RotationStatus dated(
            RotationStatus rotation,
            PublishedObject where,
            NamespaceCertificateBundle bundle,
            Seals seals,
            Instant at) {
        RotationStatus dated = with(rotation, at.toString(), null);
        return with(rotation, at.toString(), seals.seal(PURPOSE, bundle, content(where, dated)));
    }

    private static RotationStatus with(RotationStatus rotation, String sealedAt, String seal) {
        return new RotationStatus(
                rotation.phase(),
                rotation.settlingUntil(),
                rotation.retained(),
                rotation.lastPublished(),
                rotation.publishedAt(),
                sealedAt,
                seal);
    }

    private static String content(PublishedObject object, RotationStatus rotation) {
        Stream<String> where = object == null
                ? Stream.of("nowhere")
                : Stream.of(String.valueOf(object.kind()), object.name(), object.key(), object.digest(), object.uid());
        Stream<String> removed = retained(rotation).flatMap(ca -> Stream.of(ca.fingerprint(), ca.removedAt()));
        return Stream.of(
                        where,
                        Stream.of(rotation.publishedAt(), rotation.sealedAt()),
                        removed,
                        Stream.of(rotation.lastPublished()))
                .flatMap(parts -> parts)
                .map(String::valueOf)
                .map(part -> part.length() + ":" + part) // the length, so that no two records have the same text
                .collect(Collectors.joining());
    }

    private static Stream<RotationStatus.RetainedCertificate> retained(RotationStatus rotation) {
        return Stream.ofNullable(rotation.retained()).flatMap(List::stream).filter(Objects::nonNull);
    }

    private static List<Certificate> parse(String pem) {
        return PemReader.read(pem.getBytes(StandardCharsets.US_ASCII)).stream()
                .map(PemBlock::der)
                .flatMap(der -> parse(der).stream())
                .toList();
    }

    private static Optional<Certificate> parse(byte[] der) {
        try {
            return der == null ? Optional.empty() : Optional.of(KnownCertificates.parse(der));
        } catch (CertificateFormatException e) {
            return Optional.empty();
        }
    }
}
