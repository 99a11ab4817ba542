package dev.namespacecerts.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A demo from its first day to its third root, with a manual clock, on a real API server. */
class DemoLifecycleIT {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(6);

    private final ReconciledBundle bundle = new ReconciledBundle(spec("Acme", "100h"), START);

    /** Leaves that clients may still use: those that were replaced less than a day ago. */
    private final List<Held> held = new ArrayList<>();

    private record Held(Certificate leaf, Certificate root, Instant replaced) {}

    @AfterEach
    void close() {
        bundle.close();
    }

    @Test
    void leavesAreRenewedInTimeAndRootsAreReplacedWithoutAGap() {
        Set<Integer> generations = new HashSet<>();
        Set<String> workers = new HashSet<>();
        Set<Integer> rootsAtOnce = new HashSet<>();
        for (Instant now = START; now.isBefore(START.plus(Duration.ofDays(75))); now = now.plus(STEP)) {
            bundle.clock().set(now);
            List<CertificateOnlySecret> before = bundle.secrets();
            DemoOutcome outcome = bundle.reconcile();
            while (outcome.pending() > 0) {
                outcome = bundle.reconcile();
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
    void anOldRootIsRemovedADayAfterItsLastLeafRegardlessOfRenewals() {
        bundle.setDemo(spec("Acme", "24h"));
        bundle.reconcile();
        bundle.setDemo(spec("Acme of tomorrow", "24h"));
        assertThat(bundle.reconcile().roots()).hasSize(2);
        assertThat(bundle.reconcile().roots()).hasSize(2); // its last leaf was replaced
        bundle.clock().set(START.plus(Duration.ofHours(23)));
        assertThat(bundle.reconcile().roots()).hasSize(2);
        bundle.clock().set(START.plus(Duration.ofHours(24)));
        assertThat(bundle.reconcile().roots()).hasSize(1);
        assertThat(bundle.status().demo().authority().previous()).isNull();
    }

    @Test
    void leavesAreReplacedOnlyWhenTheirNewRootWasReported() {
        bundle.reconcile();
        List<String> before = digestsOfLeaves();
        bundle.setDemo(spec("Acme of tomorrow", "100h"));
        DemoOutcome first = bundle.reconcile();
        assertThat(first.roots()).hasSize(2);
        assertThat(first.pending()).isEqualTo(2);
        assertThat(first.soon()).isTrue();
        assertThat(digestsOfLeaves()).isEqualTo(before);
        DemoOutcome second = bundle.reconcile();
        assertThat(second.pending()).isZero();
        assertThat(digestsOfLeaves()).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void leavesAreReplacedOnlyWhenTheirNewRootWasPublished() {
        bundle.publish(true);
        bundle.reconcile();
        List<String> before = digestsOfLeaves();
        bundle.setDemo(spec("Acme of tomorrow", "100h"));
        bundle.publish(false);
        bundle.reconcile();
        DemoOutcome unpublished = bundle.reconcile();
        assertThat(unpublished.pending()).isEqualTo(2);
        assertThat(unpublished.soon()).isFalse();
        assertThat(digestsOfLeaves()).isEqualTo(before);
        bundle.publish(true);
        bundle.reconcile();
        assertThat(bundle.reconcile().pending()).isZero();
        assertThat(digestsOfLeaves()).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void leavesAreReplacedOnlyWhenServersHaveLoadedTheirNewRoot() {
        bundle.settle(Duration.ofMinutes(3));
        bundle.publish(true);
        assertThat(bundle.reconcile().status().leaves()).as("the first ones").hasSize(2);
        List<String> before = digestsOfLeaves();
        bundle.clock().set(START.plus(Duration.ofMinutes(1)));
        bundle.setDemo(spec("Acme of tomorrow", "100h"));
        bundle.reconcile();
        Instant loaded = START.plus(Duration.ofMinutes(4));
        bundle.clock().set(loaded.minusSeconds(1));
        DemoOutcome settling = bundle.reconcile();
        assertThat(settling.pending()).isZero();
        assertThat(settling.settled()).contains(loaded);
        assertThat(settling.next()).contains(loaded);
        assertThat(settling.status().leaves()).hasSize(2);
        assertThat(digestsOfLeaves()).isEqualTo(before);

        bundle.lose("short");
        bundle.reconcile();
        assertThat(digestsOfLeaves()).as("one that is lost").hasSize(2).isNotEqualTo(before);
        assertThat(digestsOfLeaves().stream().filter(before::contains)).hasSize(1);

        bundle.clock().set(loaded);
        assertThat(bundle.reconcile().settled()).isEmpty();
        assertThat(digestsOfLeaves()).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aLeafThatExpiresBeforeServersHaveLoadedItsNewRootIsReplacedAtOnce() {
        bundle.settle(Duration.ofMinutes(3));
        bundle.publish(true);
        bundle.reconcile();
        List<String> before = digestsOfLeaves();
        bundle.clock().set(START.plus(Duration.ofHours(100)).minusSeconds(180));
        bundle.setDemo(spec("Acme of tomorrow", "100h"));
        bundle.reconcile();
        DemoOutcome outcome = bundle.reconcile();
        assertThat(outcome.settled()).isPresent();
        assertThat(digestsOfLeaves().stream().filter(before::contains))
                .as("the long one")
                .hasSize(1);
    }

    @Test
    void leavesAreRenewedUnderALoadedRootAlthoughNothingCanBePublished() {
        bundle.reconcile();
        bundle.publish(false);
        bundle.clock().set(START.plus(Duration.ofHours(67)));
        List<String> before = digestsOfLeaves();
        assertThat(bundle.reconcile().pending()).isZero();
        assertThat(digestsOfLeaves()).isNotEqualTo(before);
    }

    @Test
    void whenNothingIsDueNothingIsWritten() {
        bundle.reconcile();
        List<String> versions = bundle.versions();
        bundle.clock().set(START.plus(Duration.ofHours(60)));
        assertThat(bundle.reconcile().soon()).isFalse();
        assertThat(bundle.versions()).isEqualTo(versions);
    }

    private static DemoSpec spec(String organization, String shortest) {
        return new DemoSpec(
                new DemoAuthoritySpec(organization, DemoKeyAlgorithm.ECDSA_P384, "2160h"),
                List.of(
                        new DemoLeafSpec("worker", "worker", null, List.of("worker.shop"), "720h"),
                        new DemoLeafSpec("short", "short", "batch", null, shortest)));
    }

    private void remember(List<CertificateOnlySecret> before, Instant now) {
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
        for (CertificateOnlySecret secret : bundle.leaves()) {
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

    private List<String> digestsOfLeaves() {
        return bundle.leaves().stream().map(secret -> secret.client().digest()).toList();
    }
}
