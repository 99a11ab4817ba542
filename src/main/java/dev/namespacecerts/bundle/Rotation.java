package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RemovalPolicy;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.publish.Publication;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.rotation.Retained;
import dev.namespacecerts.rules.rotation.Retention;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CAs that left the spec and are still published. What was published last stands in the status, which only the operator
 * may write: nothing that a user can edit ever brings a CA back.
 */
final class Rotation {
    private static final int MOST_NAMES = 20;
    private static final int MOST_NAMES_IN_ALL = 60;
    private static final String DEFAULT_DEADLINE = "168h";

    private Rotation() {}

    static List<Retained> retained(
            NamespaceCertificateBundle bundle, BundleVerdict verdict, List<ClientSecret> clients, Instant now) {
        RotationStatus before = status(bundle);
        if (!applies(bundle) || before == null || before.lastPublished() == null) {
            return List.of();
        }
        return new Retention(
                        verdict.authorities(), parse(before.lastPublished()), removedAt(before), deadline(bundle), now)
                .decide(clients);
    }

    private static Map<String, Instant> removedAt(RotationStatus before) {
        Map<String, Instant> removedAt = new HashMap<>();
        if (before.retained() != null) {
            before.retained().forEach(ca -> removedAt.put(ca.fingerprint(), Instant.parse(ca.removedAt())));
        }
        return removedAt;
    }

    /** What the status says of it; null where it does not apply. */
    static RotationStatus report(
            NamespaceCertificateBundle bundle,
            BundleVerdict verdict,
            List<Retained> retained,
            Optional<Publication> publication,
            Instant now) {
        if (!applies(bundle)) {
            return null;
        }
        RotationStatus before = status(bundle);
        boolean published = publication.filter(Publication::done).isPresent();
        List<Retained> all = new ArrayList<>(retained);
        if (!published && before != null && before.lastPublished() != null) {
            all.addAll(overdue(bundle, before, verdict, now));
        }
        return new RotationStatus(
                !retained.isEmpty()
                        ? RotationStatus.Phase.WaitingForClients
                        : published ? RotationStatus.Phase.Complete : null,
                all.isEmpty() ? null : summaries(all),
                published
                        ? new String(verdict.canonicalPem(), StandardCharsets.US_ASCII)
                        : before == null ? null : before.lastPublished());
    }

    /**
     * CAs that are neither in the spec nor kept, and are published all the same because nothing can be published now. When
     * they left is remembered: else they would be taken for some that have just left once the bundle is mended, and their
     * deadline would begin again.
     *
     * @param verdict on the CAs of the spec and those that are kept
     */
    private static List<Retained> overdue(
            NamespaceCertificateBundle bundle, RotationStatus before, BundleVerdict verdict, Instant now) {
        Map<String, Instant> removedAt = removedAt(before);
        List<Certificate> wanted = verdict.authorities();
        List<Retained> overdue = new ArrayList<>();
        for (Certificate ca : parse(before.lastPublished())) {
            if (!wanted.contains(ca)) {
                Instant removed = removedAt.getOrDefault(ca.fingerprint(), now);
                overdue.add(new Retained(ca, removed, removed.plus(deadline(bundle)), List.of()));
            }
        }
        return overdue;
    }

    /** The names are the same for most of them, and take the room of other parts of the status. */
    private static List<RotationStatus.RetainedCertificate> summaries(List<Retained> retained) {
        List<RotationStatus.RetainedCertificate> summaries = new ArrayList<>();
        int names = MOST_NAMES_IN_ALL;
        for (Retained ca : retained) {
            List<String> waitingFor =
                    ca.waitingFor().stream().limit(Math.min(MOST_NAMES, names)).toList();
            names -= waitingFor.size();
            summaries.add(new RotationStatus.RetainedCertificate(
                    ca.certificate().subject().toString(),
                    ca.certificate().fingerprint(),
                    ca.removedAt().toString(),
                    ca.deadline().toString(),
                    waitingFor));
        }
        return List.copyOf(summaries);
    }

    private static boolean applies(NamespaceCertificateBundle bundle) {
        return bundle.getSpec().removalPolicy() == RemovalPolicy.WaitForClients
                && bundle.getSpec().publish() != null;
    }

    private static RotationStatus status(NamespaceCertificateBundle bundle) {
        return bundle.getStatus() == null ? null : bundle.getStatus().rotation();
    }

    private static Duration deadline(NamespaceCertificateBundle bundle) {
        String given = bundle.getSpec().removalDeadline();
        return GoDuration.parse(given == null ? DEFAULT_DEADLINE : given);
    }

    private static List<Certificate> parse(String pem) {
        return PemReader.read(pem.getBytes(StandardCharsets.US_ASCII)).stream()
                .map(PemBlock::der)
                .flatMap(der -> parse(der).stream())
                .toList();
    }

    private static Optional<Certificate> parse(byte[] der) {
        try {
            return der == null ? Optional.empty() : Optional.of(CertificateParser.parse(der));
        } catch (CertificateFormatException e) {
            return Optional.empty();
        }
    }
}
