package dev.namespacecerts.issue;

import static dev.namespacecerts.issue.ReconciledBundle.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.x509.Certificate;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What blocks the issuing of demo certificates: it affects nothing else, and removes no root in use. */
class DemoObstaclesIT {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final String READER = "reader-of-secrets";

    private final ReconciledBundle bundle = new ReconciledBundle(demo("Acme", "a"), START);

    @AfterEach
    void close() {
        bundle.close();
    }

    @Test
    void foreignSecretsBlockNoOtherLeavesAndCostNoKey() {
        foreign("a");
        bundle.setDemo(new DemoSpec(
                new DemoAuthoritySpec("Acme", DemoKeyAlgorithm.RSA_4096, "2160h"),
                Stream.of("a", "b").map(DemoObstaclesIT::leaf).toList()));
        DemoOutcome outcome = bundle.reconcile();
        assertThat(outcome.violations()).hasSize(1);
        assertThat(outcome.pending()).isZero();
        assertThat(outcome.soon()).isFalse();
        assertThat(leafNames(outcome)).containsExactly("b");
        assertThat(bundle.reconcile().soon()).isFalse();
        assertThat(bundle.issued("leaf")).isOne();
    }

    /** As created by a user who may edit Secrets: it names the bundle as its owner, and cannot contain a leaf. */
    @Test
    void aSecretOfTheBundleWithoutALeafIsRejectedAndNotRetriedAtOnce() {
        bundle.reconcile();
        bundle.ownedOpaque("b");
        bundle.setDemo(demo("Acme", "a", "b"));
        DemoOutcome outcome = bundle.reconcile();
        assertThat(outcome.violations()).extracting(Violation::rule).containsExactly(Rule.DEMO_1);
        assertThat(outcome.pending()).isZero();
        assertThat(outcome.soon()).isFalse();
        assertThat(leafNames(outcome)).containsExactly("a");
    }

    /** More than a bundle can ever have requested, so one reconciliation does not process all. */
    @Test
    void hundredsOfForgedLeavesBlockNothing() {
        Certificate own = bundle.reconcile().roots().get(0);
        IntStream.range(0, 300).parallel().forEach(i -> bundle.ownedTls("0-forged-" + i));
        DemoOutcome outcome = bundle.reconcile();
        assertThat(outcome.roots()).containsExactly(own);
        assertThat(leafNames(outcome)).containsExactly("a");
        assertThat(bundle.secrets()).hasSize(2 + 100);
        bundle.reconcile();
        assertThat(bundle.secrets()).hasSize(2);
    }

    @Test
    void aLeafThatCannotBeWrittenIsReportedAndTheOthersAreIssued() {
        Certificate own = bundle.reconcile().roots().get(0);
        bundle.edit("a", secret -> new SecretBuilder(secret).withImmutable(true).build());
        bundle.setDemo(new DemoSpec(
                demo("Acme").authority(), List.of(new DemoLeafSpec("a", "renamed", null, null, "720h"), leaf("b"))));
        DemoOutcome outcome = bundle.reconcile();
        assertThat(outcome.obstacle()).isPresent();
        assertThat(outcome.obstacle().get().reason()).isEqualTo("NotWritable");
        assertThat(outcome.obstacle().get().message()).contains("Secret \"a\"", "immutable");
        assertThat(outcome.roots()).containsExactly(own);
        assertThat(outcome.soon()).isFalse();
        assertThat(outcome.next()).contains(START.plus(Duration.ofMinutes(1)));
        assertThat(leafNames(outcome)).containsExactly("b");
    }

    @Test
    void withoutPermissionToWriteTheRootStaysInTheBundle() {
        Certificate own = bundle.reconcile().roots().get(0);
        try (KubernetesClient reader = reader()) {
            bundle.restart(reader, Feature.Enabled);
            bundle.setDemo(demo("Acme", "a", "b"));
            DemoOutcome leafRefused = bundle.reconcile();
            assertThat(leafRefused.obstacle().get().reason()).isEqualTo("Forbidden");
            assertThat(leafRefused.obstacle().get().message()).contains("Secret \"b\"");
            assertThat(leafRefused.roots()).containsExactly(own);
            assertThat(leafNames(leafRefused)).containsExactly("a");

            bundle.setDemo(demo("Acme of tomorrow"));
            DemoOutcome rootRefused = bundle.reconcile();
            assertThat(rootRefused.obstacle().get().reason()).isEqualTo("Forbidden");
            assertThat(rootRefused.roots()).containsExactly(own);
            assertThat(rootRefused.status().authority().fingerprint()).isEqualTo(own.fingerprint());
        }
    }

    @ParameterizedTest(name = "demo certificates {0}")
    @ValueSource(strings = {"Enabled", "Disabled"})
    void withoutADemoUndeletableSecretsStayAndTheBundleIsEvaluated(Feature feature) {
        Certificate own = bundle.reconcile().roots().get(0);
        try (KubernetesClient reader = reader()) {
            bundle.restart(reader, feature);
            assertThat(bundle.reconcile().roots()).containsExactly(own);
            bundle.setDemo(null);
            assertThat(bundle.tryVisit()).isEmpty();
            assertThat(bundle.secrets()).hasSize(2);
        }
    }

    @Test
    void aRootStaysInTheBundleWhileNoKeyCanBeGeneratedForTheNext() {
        Certificate own = bundle.reconcile().roots().get(0);
        bundle.setDemo(
                new DemoSpec(new DemoAuthoritySpec("Acme", DemoKeyAlgorithm.RSA_4096, "2160h"), List.of(leaf("a"))));
        DemoOutcome outcome = whileAllMakeKeys(bundle::reconcile);
        assertThat(outcome.pending()).isEqualTo(2);
        assertThat(outcome.roots()).containsExactly(own);
    }

    @Test
    void anAuthorityWithoutItsLabelIsStillUsed() {
        Certificate own = bundle.reconcile().roots().get(0);
        bundle.edit(
                AUTHORITY,
                secret -> new SecretBuilder(secret)
                        .editMetadata()
                        .withLabels(null)
                        .endMetadata()
                        .build());
        bundle.restart(bundle.client(), Feature.Enabled);
        DemoOutcome outcome = bundle.reconcile();
        assertThat(outcome.roots()).containsExactly(own);
        assertThat(outcome.pending()).isZero();
        assertThat(bundle.secrets()).hasSize(2);
        assertThat(bundle.issued("root")).isOne();
    }

    @Test
    void aForeignAuthoritySecretDoesNotRemoveTheRecordedRoots() {
        Certificate lost = bundle.reconcile().roots().get(0);
        bundle.lose(AUTHORITY);
        foreign(AUTHORITY);
        bundle.restart(bundle.client(), Feature.Enabled);
        DemoOutcome refused = bundle.reconcile();
        assertThat(refused.violations()).hasSize(1);
        assertThat(refused.roots()).containsExactly(lost);
        assertThat(refused.status().authority().generation()).isOne();
        bundle.lose(AUTHORITY);
        DemoOutcome replaced = bundle.reconcile();
        assertThat(replaced.status().authority().generation()).isEqualTo(2);
        assertThat(replaced.roots()).startsWith(lost);
    }

    private static List<String> leafNames(DemoOutcome outcome) {
        return outcome.status().leaves().stream()
                .map(DemoStatus.Leaf::secretName)
                .toList();
    }

    /** Reconciles while the maximum number of keys is being generated. */
    private DemoOutcome whileAllMakeKeys(Supplier<DemoOutcome> reconciliation) {
        Optional<DemoOutcome> inner =
                bundle.keyMaking().whenFree(DemoKeyAlgorithm.RSA_4096, () -> whileAllMakeKeys(reconciliation));
        return inner.orElseGet(reconciliation);
    }

    private void foreign(String name) {
        bundle.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(bundle.namespace())
                        .endMetadata()
                        .build())
                .create();
    }

    /** A user with all read permissions of the operator, and no write permissions. */
    private KubernetesClient reader() {
        bundle.client()
                .resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(READER)
                        .endMetadata()
                        .withRules(new PolicyRuleBuilder()
                                .withApiGroups("", "namespacecerts.dev")
                                .withResources("secrets", "namespacecertificatebundles")
                                .withVerbs("get")
                                .build())
                        .build())
                .createOr(role -> role.update());
        bundle.client()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(READER)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", READER)
                        .withSubjects(new SubjectBuilder()
                                .withApiGroup("rbac.authorization.k8s.io")
                                .withKind("User")
                                .withName(READER)
                                .build())
                        .build())
                .createOr(binding -> binding.update());
        Config reader = new ConfigBuilder(bundle.client().getConfiguration())
                .withImpersonateUsername(READER)
                .build();
        return new KubernetesClientBuilder().withConfig(reader).build();
    }

    private static DemoSpec demo(String organization, String... leaves) {
        return new DemoSpec(
                new DemoAuthoritySpec(organization, DemoKeyAlgorithm.ECDSA_P384, "2160h"),
                Stream.of(leaves).map(DemoObstaclesIT::leaf).toList());
    }

    private static DemoLeafSpec leaf(String name) {
        return new DemoLeafSpec(name, name, null, null, "720h");
    }
}
