package dev.namespacecerts.evaluate;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Facts that follow from two successive statuses of a bundle. The previous status is that of the cluster, so that no fact is
 * reported twice, also after a restart.
 */
final class BundleNotices {
    private final NamespaceCertificateBundleStatus before;
    private final NamespaceCertificateBundleStatus now;
    private final List<Notice> notices = new ArrayList<>();

    private BundleNotices(NamespaceCertificateBundleStatus before, NamespaceCertificateBundleStatus now) {
        this.before = before;
        this.now = now;
    }

    /** @param before null at the first reconciliation */
    static List<Notice> of(NamespaceCertificateBundleStatus before, NamespaceCertificateBundleStatus now) {
        BundleNotices found =
                new BundleNotices(before == null ? NamespaceCertificateBundleStatus.only(null, null) : before, now);
        found.authority();
        found.leaves();
        found.publication();
        found.rotation();
        found.clients();
        return List.copyOf(found.notices);
    }

    private void authority() {
        DemoStatus.Authority root = now.demo() == null ? null : now.demo().authority();
        DemoStatus.Authority last = before.demo() == null ? null : before.demo().authority();
        if (root == null || (last != null && Objects.equals(last.fingerprint(), root.fingerprint()))) {
            return;
        }
        String which = "Demo root " + root.generation() + " (SHA-256 " + root.fingerprint() + ", expires "
                + root.notAfter() + ")";
        notices.add(
                last == null
                        ? Notice.normal(ConditionTypes.DEMO_ISSUED, "AuthorityIssued", which + " was created.")
                        : Notice.normal(
                                ConditionTypes.DEMO_ISSUED,
                                "AuthorityReplaced",
                                which + " replaces demo root " + last.generation() + "."));
    }

    private void leaves() {
        Map<String, DemoStatus.Leaf> last = new HashMap<>();
        elements(before.demo(), DemoStatus::leaves).forEach(leaf -> last.put(leaf.secretName(), leaf));
        elements(now.demo(), DemoStatus::leaves).forEach(leaf -> {
            DemoStatus.Leaf earlier = last.get(leaf.secretName());
            if (earlier == null || !Objects.equals(earlier.fingerprint(), leaf.fingerprint())) {
                notices.add(Notice.normal(
                        ConditionTypes.DEMO_ISSUED,
                        earlier == null ? "LeafIssued" : "LeafRenewed",
                        "Secret \"" + leaf.secretName() + "\" has a new leaf (SHA-256 " + leaf.fingerprint()
                                + ", expires " + leaf.notAfter() + ")."));
            }
        });
    }

    private void publication() {
        PublishedObject object = now.published();
        PublishedObject last = before.published();
        if (object == null) {
            return;
        }
        boolean same = last != null
                && object.kind() == last.kind()
                && Objects.equals(object.name(), last.name())
                && Objects.equals(object.key(), last.key())
                && Objects.equals(object.digest(), last.digest());
        String target = object.kind() + " \"" + object.name() + "\"";
        if (!same) {
            int certificates = now.usage().certificates()
                    + (int) elements(now.rotation(), RotationStatus::retained)
                            .filter(ca -> ca.deadline() == null)
                            .count();
            notices.add(Notice.normal(
                    ConditionTypes.PUBLISHED,
                    "Published",
                    target + " has " + count(certificates, "certificate") + " under \"" + object.key() + "\", "
                            + object.digest() + "."));
        } else if (last.uid() != null && !last.uid().equals(object.uid())) {
            notices.add(Notice.normal(
                    ConditionTypes.PUBLISHED,
                    "TargetRecreated",
                    target + " was deleted, or made immutable, by another writer. It was created again with "
                            + object.digest() + "."));
        }
    }

    private void rotation() {
        Map<String, RotationStatus.RetainedCertificate> last = new HashMap<>();
        elements(before.rotation(), RotationStatus::retained).forEach(ca -> last.put(ca.fingerprint(), ca));
        elements(now.rotation(), RotationStatus::retained)
                .filter(ca -> last.remove(ca.fingerprint()) == null)
                .forEach(ca -> notices.add(Notice.normal(
                        ConditionTypes.ROTATING,
                        "CertificateRetained",
                        ca(ca) + " was removed from the spec and stays published"
                                + Optional.ofNullable(ca.deadline())
                                        .map(deadline -> " while clients need it, at most until " + deadline)
                                        .or(() -> Optional.ofNullable(
                                                        now.rotation().settlingUntil())
                                                .map(until -> " until " + until))
                                        .orElse("")
                                + ".")));
        present(now.certificates())
                .forEach(certificate -> last.remove(certificate.fingerprint())); // it is in the spec again
        last.values()
                .forEach(ca -> notices.add(Notice.normal(
                        ConditionTypes.ROTATING, "CertificateReleased", ca(ca) + " is no longer published.")));
    }

    private static String ca(RotationStatus.RetainedCertificate ca) {
        return "CA \"" + ca.subject() + "\" (SHA-256 " + ca.fingerprint() + ")";
    }

    /** A client that the last status does not list may have been rejected before, if that list was cut. */
    private void clients() {
        Map<String, ClientStatus> last = new HashMap<>();
        present(before.clients()).forEach(client -> last.put(client.secretName(), client));
        boolean complete =
                before.clientSummary() == null || before.clientSummary().total() == last.size();
        present(now.clients())
                .filter(client -> !client.accepted())
                .filter(client -> last.containsKey(client.secretName())
                        ? last.get(client.secretName()).accepted()
                        : complete)
                .forEach(client -> notices.add(new Notice(
                        ConditionTypes.CLIENTS_ACCEPTED,
                        true,
                        "ClientRejected",
                        "Secret \"" + client.secretName() + "\": " + why(client))));
    }

    private static String why(ClientStatus client) {
        return present(client.violations())
                .filter(violation -> violation.severity() == RuleViolation.Severity.Error)
                .findFirst()
                .map(violation -> violation.rule() + ": " + violation.message())
                .orElse("see status.clients.");
    }

    private static <P, T> Stream<T> elements(P part, Function<P, List<T>> list) {
        return Stream.ofNullable(part).flatMap(given -> present(list.apply(given)));
    }

    /** Skips null elements, which a status that another writer wrote may have. */
    private static <T> Stream<T> present(List<T> list) {
        return Stream.ofNullable(list).flatMap(List::stream).filter(Objects::nonNull);
    }
}
