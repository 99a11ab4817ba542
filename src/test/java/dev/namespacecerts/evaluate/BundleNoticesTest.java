package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.BundleUsage;
import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.ClientSummary;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each fact is reported once, when the status first shows it. */
class BundleNoticesTest {
    private static final NamespaceCertificateBundleStatus NOTHING = new Parts().status();
    private static final String EXPIRY = "2027-01-01T00:00:00Z";

    /** The parts of a status with facts. */
    private static final class Parts {
        private List<ClientStatus> clients;
        private ClientSummary summary;
        private DemoStatus demo;
        private PublishedObject published;
        private RotationStatus rotation;

        Parts clients(int total, ClientStatus... listed) {
            clients = List.of(listed);
            summary = new ClientSummary(total, 0, total);
            return this;
        }

        Parts demo(int generation, String... leaves) {
            demo = new DemoStatus(
                    new DemoStatus.Authority("root-" + generation, EXPIRY, generation, null),
                    Stream.of(leaves)
                            .map(leaf -> new DemoStatus.Leaf(leaf.split("=")[0], leaf.split("=")[1], EXPIRY, EXPIRY))
                            .toList(),
                    null);
            return this;
        }

        Parts published(String digest, String uid) {
            published = new PublishedObject(PublishedObject.Kind.ConfigMap, "ca", "ca.crt", digest, uid, "7", null);
            return this;
        }

        Parts retained(String... fingerprints) {
            rotation = new RotationStatus(
                    RotationStatus.Phase.WaitingForClients,
                    null,
                    Stream.of(fingerprints)
                            .map(ca ->
                                    new RotationStatus.RetainedCertificate("CN=" + ca, ca, EXPIRY, EXPIRY, List.of()))
                            .toList(),
                    "",
                    EXPIRY,
                    null,
                    null);
            return this;
        }

        NamespaceCertificateBundleStatus status() {
            return new NamespaceCertificateBundleStatus(
                    1L,
                    null,
                    null,
                    0,
                    null,
                    null,
                    clients,
                    summary,
                    null,
                    new BundleUsage(2, 25, 0, 0),
                    demo,
                    published,
                    rotation,
                    null,
                    null,
                    null);
        }
    }

    @Test
    void nothingIsReportedTwice() {
        NamespaceCertificateBundleStatus all = new Parts()
                .demo(1, "a=1")
                .published("sha256:1", "uid")
                .retained("old")
                .clients(1, client("a", false))
                .status();
        assertThat(reasons(null, all))
                .containsExactly("AuthorityIssued", "LeafIssued", "Published", "CertificateRetained", "ClientRejected");
        assertThat(reasons(all, all)).isEmpty();
    }

    @Test
    void issuedRenewedAndReplacedCertificatesAreTold() {
        NamespaceCertificateBundleStatus first =
                new Parts().demo(1, "a=1", "b=1").status();
        assertThat(reasons(first, new Parts().demo(1, "a=2", "b=1", "c=1").status()))
                .containsExactly("LeafRenewed", "LeafIssued");
        assertThat(reasons(first, new Parts().demo(2, "a=1", "b=1").status())).containsExactly("AuthorityReplaced");
        assertThat(reasons(first, NOTHING)).isEmpty();
    }

    @Test
    void aPublicationIsToldFromARecreatedTarget() {
        NamespaceCertificateBundleStatus first =
                new Parts().published("sha256:1", "uid").status();
        assertThat(BundleNotices.of(NOTHING, first).get(0).message())
                .isEqualTo("ConfigMap \"ca\" has 2 certificates under \"ca.crt\", sha256:1.");
        assertThat(reasons(first, new Parts().published("sha256:2", "uid").status()))
                .containsExactly("Published");
        assertThat(reasons(first, new Parts().published("sha256:1", "new").status()))
                .containsExactly("TargetRecreated");
    }

    @Test
    void retainedAndReleasedCasAreToldWithTheDeadline() {
        NamespaceCertificateBundleStatus one = new Parts().retained("one").status();
        List<Notice> told = BundleNotices.of(one, new Parts().retained("two").status());
        assertThat(told).extracting(Notice::reason).containsExactly("CertificateRetained", "CertificateReleased");
        assertThat(told.get(0).message()).contains("CN=two", "at most until " + EXPIRY);
    }

    @Test
    void onlyNewlyRejectedClientsAreTold() {
        NamespaceCertificateBundleStatus before =
                new Parts().clients(2, client("a", true), client("b", false)).status();
        assertThat(BundleNotices.of(
                        before,
                        new Parts()
                                .clients(3, client("a", false), client("b", false), client("c", false))
                                .status()))
                .extracting(Notice::message)
                .containsExactly("Secret \"a\": see status.clients.", "Secret \"c\": see status.clients.");
        NamespaceCertificateBundleStatus cut =
                new Parts().clients(200, client("b", false)).status();
        assertThat(reasons(cut, new Parts().clients(200, client("a", false)).status()))
                .as("perhaps rejected before")
                .isEmpty();
    }

    @Test
    void aFactTakesThePlaceOfTheEventOfItsCondition() {
        Condition published = condition("Published", "True");
        Condition refused = condition("Published", "False");
        Report<String> report = new Report<>("", List.of(published, refused), List.of(published, refused), List.of());
        Report<String> with = report.with(List.of(Notice.normal("Published", "Published", "")));
        assertThat(with.news()).containsExactly(refused);
        assertThat(with.changes()).containsExactly(published, refused);
    }

    @Test
    void textsOfForgedStatusesCannotForgeLines() {
        assertThat(Notice.normal("", "X", "a\nb\u202e").message()).isEqualTo("a\\u{000A}b\\u{202E}");
        Notice fact = Notice.normal("", "X", "x".repeat(2_000));
        assertThat(Notice.text(List.of(fact, fact)))
                .hasSizeLessThanOrEqualTo(1_024)
                .startsWith("2 times: ");
    }

    private static List<String> reasons(NamespaceCertificateBundleStatus before, NamespaceCertificateBundleStatus now) {
        return BundleNotices.of(before, now).stream().map(Notice::reason).toList();
    }

    private static ClientStatus client(String name, boolean accepted) {
        return new ClientStatus(name, accepted, null, null, null, null, null, null);
    }

    private static Condition condition(String type, String status) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason("Any")
                .build();
    }
}
