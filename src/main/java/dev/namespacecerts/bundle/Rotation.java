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
import dev.namespacecerts.x509.PemWriter;
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
        Map<String, Instant> removedAt = new HashMap<>();
        if (before.retained() != null) {
            before.retained().forEach(ca -> removedAt.put(ca.fingerprint(), Instant.parse(ca.removedAt())));
        }
        return new Retention(verdict.authorities(), parse(before.lastPublished()), removedAt, deadline(bundle), now)
                .decide(clients);
    }

    /** What the status says of it; null where it does not apply. */
    static RotationStatus report(
            NamespaceCertificateBundle bundle,
            BundleVerdict verdict,
            List<Retained> retained,
            Optional<Publication> publication) {
        if (!applies(bundle)) {
            return null;
        }
        RotationStatus before = status(bundle);
        boolean published = publication.filter(Publication::done).isPresent();
        return new RotationStatus(
                retained.isEmpty() ? RotationStatus.Phase.Complete : RotationStatus.Phase.WaitingForClients,
                retained.isEmpty() ? null : summaries(retained),
                published
                        ? new String(verdict.canonicalPem(), StandardCharsets.US_ASCII)
                        : before == null ? null : stillEligible(before.lastPublished(), verdict));
    }

    /**
     * While nothing can be published, a CA that is neither in the spec nor kept is forgotten: else it would be taken for
     * one that has just left once the bundle is mended, and its deadline would begin again.
     *
     * @param verdict on the CAs of the spec and those that are kept
     */
    private static String stillEligible(String lastPublished, BundleVerdict verdict) {
        if (lastPublished == null) {
            return null;
        }
        List<Certificate> eligible = parse(lastPublished).stream()
                .filter(verdict.authorities()::contains)
                .toList();
        return new String(PemWriter.certificates(eligible), StandardCharsets.US_ASCII);
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
