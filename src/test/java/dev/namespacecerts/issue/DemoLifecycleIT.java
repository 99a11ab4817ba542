package dev.namespacecerts.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.testing.ManualClock;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.watch.KeptSecret;
import dev.namespacecerts.watch.Owned;
import dev.namespacecerts.watch.Pruned;
import dev.namespacecerts.watch.PrunedStore;
import dev.namespacecerts.watch.RecentSecrets;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemWriter;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A demo from its first day to its third root, with a clock that the test turns on, on a real API server. */
class DemoLifecycleIT {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(6);

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final ManualClock clock = new ManualClock(START);
    private NamespaceCertificateBundle bundle;
    private Demo demo;

    /** What clients may still hold: leaves that were replaced less than a day ago. */
    private final List<Held> held = new ArrayList<>();

    private record Held(Certificate leaf, Certificate root, Instant replaced) {}

    @BeforeEach
    void create() {
        OperatorProcess.installCrds(ControlPlane.shared());
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("shop");
        bundle.getMetadata().setNamespace(namespace);
        bundle.setSpec(spec("Acme"));
        bundle = client.resource(bundle).create();
        RecentSecrets recent = new RecentSecrets(clock);
        DemoSecrets secrets = new DemoSecrets(client, recent, new WorkMetrics(new SimpleMeterRegistry()));
        DemoIssuer issuer = new DemoIssuer(new SecureRandom());
        KeyMaking keyMaking = new KeyMaking();
        Requests requests = new Requests(client);
        DemoAuthorities authorities = new DemoAuthorities(requests, secrets, issuer, keyMaking);
        demo = new Demo(
                authorities,
                new DemoLeaves(requests, secrets, authorities, issuer, keyMaking),
                recent,
                Feature.Enabled);
    }

    @AfterEach
    void delete() {
        client.resource(bundle).delete();
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @Test
    void leavesAreRenewedInTimeAndRootsAreReplacedWithoutAGap() {
        Set<Integer> generations = new HashSet<>();
        Set<String> workers = new HashSet<>();
        Set<Integer> rootsAtOnce = new HashSet<>();
        for (Instant now = START; now.isBefore(START.plus(Duration.ofDays(75))); now = now.plus(STEP)) {
            clock.set(now);
            List<KeptSecret> before = secrets();
            DemoOutcome outcome = visit(now);
            while (outcome.pending() > 0) {
                outcome = visit(now);
            }
            remember(before, now);
            assertThat(outcome.violations()).isEmpty();
            assertThat(outcome.next()).as("a wake-up after " + now).isPresent();
            assertAllAccepted(outcome.roots(), now);
            generations.add(outcome.status().authority().generation());
            workers.add(outcome.status().leaves().get(0).fingerprint());
            rootsAtOnce.add(outcome.roots().size());
        }
        assertThat(generations).containsExactlyInAnyOrder(1, 2, 3); // days 0, 30 and 60
        assertThat(workers).hasSize(4); // days 0, 20, 40 and 60
        assertThat(rootsAtOnce).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void leavesAreReplacedOnlyWhenTheirNewRootWasReported() {
        visit(START);
        List<String> before = digestsOfLeaves();
        bundle.setSpec(spec("Acme of tomorrow"));
        DemoOutcome first = visit(START);
        assertThat(first.roots()).hasSize(2);
        assertThat(first.pending()).isEqualTo(2);
        assertThat(digestsOfLeaves()).isEqualTo(before);
        DemoOutcome second = visit(START);
        assertThat(second.pending()).isZero();
        assertThat(digestsOfLeaves()).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void whenNothingIsDueNothingIsWritten() {
        visit(START);
        List<String> versions = versions();
        clock.set(START.plus(Duration.ofHours(60)));
        visit(clock.instant());
        assertThat(versions()).isEqualTo(versions);
    }

    private static NamespaceCertificateBundleSpec spec(String organization) {
        return new SpecBuilder()
                .demo(new DemoSpec(
                        new DemoAuthoritySpec(organization, DemoKeyAlgorithm.ECDSA_P384, "2160h"),
                        List.of(
                                new DemoLeafSpec("worker", "worker", null, List.of("worker.shop"), "720h"),
                                new DemoLeafSpec("short", "short", "batch", null, "100h"))))
                .reconciliation(Reconciliation.Suspended) // this test is the operator
                .build();
    }

    private DemoOutcome visit(Instant now) {
        DemoOutcome outcome = demo.visit(bundle, secrets(), now).orElseThrow();
        bundle.setStatus(new NamespaceCertificateBundleStatus(
                1L,
                null,
                0,
                null,
                outcome.roots().stream()
                        .map(root -> new CertificateSummary(null, root.fingerprint(), null, null, null, null))
                        .toList(),
                null,
                null,
                null,
                null,
                outcome.status(),
                null,
                null,
                null,
                null));
        return outcome;
    }

    private void remember(List<KeptSecret> before, Instant now) {
        List<String> standing = digestsOfLeaves();
        before.stream()
                .filter(secret -> secret.getType().equals(DemoSecrets.LEAF_TYPE))
                .filter(secret -> !standing.contains(secret.client().digest()))
                .map(secret -> secret.client().certificates())
                .forEach(chain -> held.add(new Held(chain.get(0), chain.get(1), now)));
        held.removeIf(old -> old.leaf().notAfter().isBefore(now)
                || !now.isBefore(old.replaced().plus(Duration.ofDays(1))));
    }

    private void assertAllAccepted(List<Certificate> roots, Instant now) {
        LeafJudge judge = new LeafJudge(roots, new LeafFilters(List.of(), 0, false), now);
        for (KeptSecret secret : leaves()) {
            LeafVerdict verdict = judge.judge(secret.client());
            assertThat(verdict.violations())
                    .as(secret.getMetadata().getName() + " at " + now)
                    .isEmpty();
        }
        for (Held old : held) {
            ClientSecret client =
                    ClientSecret.of("held", PemWriter.certificates(List.of(old.leaf(), old.root())), KeyMatch.PKCS8);
            assertThat(judge.judge(client).violations())
                    .as("a leaf that was replaced, at " + now)
                    .isEmpty();
        }
    }

    private List<KeptSecret> leaves() {
        return secrets().stream()
                .filter(secret -> secret.getType().equals(DemoSecrets.LEAF_TYPE))
                .toList();
    }

    private List<String> digestsOfLeaves() {
        return leaves().stream().map(secret -> secret.client().digest()).toList();
    }

    private List<String> versions() {
        return secrets().stream()
                .map(secret -> secret.getMetadata().getName() + " "
                        + secret.getMetadata().getResourceVersion())
                .sorted()
                .toList();
    }

    private List<KeptSecret> secrets() {
        PrunedStore<Secret> store = Pruned.clientSecret();
        client.secrets()
                .inNamespace(namespace)
                .withLabel(Owned.LABEL, "true")
                .list()
                .getItems()
                .forEach(secret -> store.put(secret.getMetadata().getName(), secret));
        return store.values().map(KeptSecret.class::cast).toList();
    }
}
