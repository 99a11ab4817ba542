package dev.namespacecerts.evaluate;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.api.v1alpha1.RemovalPolicy;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.demo.PublishedCas;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.rules.rotation.Retention;
import dev.namespacecerts.rules.rotation.Succession;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.PemWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Computes which CAs stay published after their removal from the spec, and in which order CAs are published. The record
 * of the last publication is in the status, sealed by the operator, so that no edit by a user adds a CA.
 */
public final class Rotation {
    private static final int MOST_RETAINED = 64;
    private static final int MOST_NAMES = 20;
    private static final int MOST_NAMES_IN_ALL = 60;

    private Rotation() {}

    /** @param verdict on the CAs of the spec */
    static List<RetainedCa> retained(
            NamespaceCertificateBundle bundle,
            BundleVerdict verdict,
            FilterVerdicts filters,
            List<ClientSecret> clients,
            RotationRecord last,
            Instant now) {
        if (bundle.getSpec().publish() == null
                || bundle.getSpec().removalPolicy() != RemovalPolicy.WaitForClients
                || last.published().isEmpty()) {
            return List.of();
        }
        List<Certificate> candidates =
                last.published().stream().filter(mayStay(bundle, filters, now)).toList();
        Retention retention = new Retention(verdict.authorities(), candidates, last.removedAt(), deadline(bundle), now);
        return isCut(bundle, clients) ? retention.keepAll(clients) : retention.decide(clients);
    }

    /** @param verdict on the CAs of the spec and the retained ones */
    static Succession succession(
            NamespaceCertificateBundle bundle,
            BundleVerdict verdict,
            FilterVerdicts filters,
            RotationRecord last,
            Instant now) {
        return Succession.of(
                verdict.authorities(),
                last.published(),
                last.publishedAt(),
                mayStay(bundle, filters, now),
                settle(bundle),
                now);
    }

    /** The published CAs, for the issuer of demo certificates; empty if the spec has no publish. */
    public static Optional<PublishedCas> published(NamespaceCertificateBundle bundle, RotationRecord last) {
        return bundle.getSpec().publish() == null
                ? Optional.empty()
                : Optional.of(new PublishedCas(
                        last.published().stream().map(Certificate::fingerprint).collect(Collectors.toSet()),
                        last.publishedAt().plus(settle(bundle))));
    }

    /**
     * Whether a CA may stay published. Not an expired one, which would make the bundle invalid. Not a public one that
     * may not be published, with which servers would accept everybody.
     */
    private static Predicate<Certificate> mayStay(
            NamespaceCertificateBundle bundle, FilterVerdicts filters, Instant now) {
        boolean open = BundleInputs.mayPublishWellKnown(bundle, filters);
        return ca -> !now.isAfter(ca.notAfter())
                && (open || !WellKnownAuthorities.bundled().contains(ca));
    }

    /** Whether selectors may have found more Secrets than are evaluated. */
    static boolean isCut(NamespaceCertificateBundle bundle, List<ClientSecret> clients) {
        return clients.size() >= BundleObjects.MOST_SELECTED
                && bundle.getSpec().clients().stream().anyMatch(client -> client.selector() != null);
    }

    /** Addition to the message of Published; empty if there is nothing to add. */
    static String message(Judgement judgement, boolean published) {
        StringBuilder message = new StringBuilder();
        Succession succession = judgement.succession();
        succession
                .until()
                .filter(until -> published)
                .ifPresent(until -> message.append(removed(
                                succession.leaving().size(),
                                succession.leaving().get(0)))
                        .append(" published until ")
                        .append(until)
                        .append(". Before a CA is removed, it is published first, so that servers notice the change."));
        if (published && !judgement.cut() && !judgement.retained().isEmpty()) {
            message.append(kept(judgement.retained()));
        }
        if (judgement.cut() && !judgement.retained().isEmpty()) {
            message.append(" spec.clients selects at least ")
                    .append(BundleObjects.MOST_SELECTED)
                    .append(" Secrets, and no more are evaluated. CAs removed from the spec stay published until their"
                            + " deadline.");
        }
        if (judgement.last().refused()) {
            message.append(
                    " status.rotation has no valid seal of this operator. Its record of published CAs is ignored, and"
                            + " no CA stays published for clients because of it.");
        }
        return message.toString();
    }

    /** What is said of CAs that clients need. */
    private static String kept(List<RetainedCa> retained) {
        List<String> clients = retained.stream()
                .flatMap(ca -> ca.waitingFor().stream())
                .distinct()
                .toList();
        String secrets = clients.isEmpty()
                ? ""
                : " (Secret \"" + clients.get(0) + "\""
                        + (clients.size() == 1 ? ")" : " and " + (clients.size() - 1) + " more)");
        Instant last = retained.stream()
                .map(RetainedCa::deadline)
                .max(Instant::compareTo)
                .orElseThrow();
        return removed(retained.size(), retained.get(0).certificate()) + " published until no leaf needs "
                + (retained.size() == 1 ? "it" : "them") + secrets + ", at most until " + last + ".";
    }

    private static String removed(int number, Certificate first) {
        return " " + count(number, "CA") + " removed from the spec, \"" + first.subject()
                + (number == 1 ? "\", stays" : "\" first, stay");
    }

    /** The rotation part of the status; null if the spec has no publish. */
    static RotationStatus report(
            NamespaceCertificateBundle bundle,
            Judgement judgement,
            Optional<PublishStep> publication,
            Seals seals,
            Instant now) {
        if (bundle.getSpec().publish() == null || publication.isEmpty()) {
            return null;
        }
        RotationRecord last = judgement.last();
        PublishedObject object = publication.get().object();
        boolean published = publication.get().written();
        List<RetainedCa> all = new ArrayList<>(judgement.retained());
        Succession succession = judgement.succession();
        if (published) {
            all.addAll(leaving(last, succession.leaving(), now));
        } else if (object == null) {
            return null;
        } else {
            all.addAll(overdue(last, judgement.verdict(), now));
        }
        String pem = published ? text(succession.order()) : last.text();
        Instant publishedAt = pem.equals(last.text()) ? last.publishedAt() : now;
        RotationStatus.Phase phase = !judgement.retained().isEmpty()
                ? RotationStatus.Phase.WaitingForClients
                : !published
                        ? null
                        : succession.leaving().isEmpty()
                                ? RotationStatus.Phase.Complete
                                : RotationStatus.Phase.Settling;
        RotationStatus status = new RotationStatus(
                phase,
                published ? succession.until().map(Instant::toString).orElse(null) : null,
                all.isEmpty() ? null : summaries(all),
                pem,
                publishedAt.toString(),
                null,
                null);
        return last.sealed(status, object, bundle, seals, now);
    }

    static String text(List<Certificate> certificates) {
        return new String(PemWriter.certificates(certificates), StandardCharsets.US_ASCII);
    }

    /**
     * The CAs that are neither in the spec nor retained, but still published, because nothing can be published now.
     * Their removal times are kept. Otherwise their deadlines would start again when the bundle is valid.
     *
     * @param verdict on the CAs of the spec and the retained ones
     */
    private static List<RetainedCa> overdue(RotationRecord last, BundleVerdict verdict, Instant now) {
        List<Certificate> wanted = verdict.authorities();
        return leaving(
                last,
                last.published().stream().filter(ca -> !wanted.contains(ca)).toList(),
                now);
    }

    private static List<RetainedCa> leaving(RotationRecord last, List<Certificate> leaving, Instant now) {
        return leaving.stream()
                .map(ca -> {
                    Instant removed = last.removedAt().getOrDefault(ca.fingerprint(), now);
                    return new RetainedCa(ca, removed, null, List.of());
                })
                .toList();
    }

    /**
     * Summaries for the status. The total number of names is limited, because most CAs have the same ones, and they
     * would displace other parts of the status.
     */
    private static List<RotationStatus.RetainedCertificate> summaries(List<RetainedCa> retained) {
        List<RotationStatus.RetainedCertificate> summaries = new ArrayList<>();
        int names = MOST_NAMES_IN_ALL;
        for (RetainedCa ca : retained.subList(0, Math.min(MOST_RETAINED, retained.size()))) {
            List<String> waitingFor =
                    ca.waitingFor().stream().limit(Math.min(MOST_NAMES, names)).toList();
            names -= waitingFor.size();
            summaries.add(new RotationStatus.RetainedCertificate(
                    ca.certificate().subject().toString(),
                    ca.certificate().fingerprint(),
                    ca.removedAt().toString(),
                    ca.deadline() == null ? null : ca.deadline().toString(),
                    waitingFor));
        }
        return List.copyOf(summaries);
    }

    private static Duration settle(NamespaceCertificateBundle bundle) {
        PublishSpec publish = bundle.getSpec().publish();
        return publish == null ? Duration.ZERO : GoDuration.parse(publish.settle());
    }

    private static Duration deadline(NamespaceCertificateBundle bundle) {
        return GoDuration.parse(bundle.getSpec().removalDeadline());
    }
}
