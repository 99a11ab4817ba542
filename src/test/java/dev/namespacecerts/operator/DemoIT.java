package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemReader;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Demo authorities and their leaves. */
class DemoIT {
    private static final String AUTHORITY = "shop-demo-authority";

    private final Cluster cluster = new Cluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void leavesOfTheSpecAreIssuedIntoSecretsThatClientsCanUse() throws Exception {
        cluster.create("shop", demo(leaf("a"), leaf("b")).client("a").client("b"));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("shop", "True", "Ready");
        assertCondition(bundle, "DemoIssued", "True", "Issued");
        assertThat(bundle.getStatus().demo().authority().generation()).isEqualTo(1);
        assertThat(bundle.getStatus().demo().leaves())
                .extracting(DemoStatus.Leaf::secretName)
                .containsExactly("a", "b");
        assertThat(bundle.getStatus().certificates())
                .extracting(CertificateSummary::role)
                .containsExactly(CertificateSummary.Role.Root);
        NamespaceCertificateBundle judged = cluster.eventually(
                "shop",
                b -> assertThat(b.getStatus().clientSummary().accepted()).isEqualTo(2));
        assertThat(judged.getStatus().clients())
                .allSatisfy(client -> assertThat(client.violations()).isNull())
                .extracting(ClientStatus::accepted)
                .containsExactly(true, true);

        Secret secret = secret("a");
        assertThat(secret.getType()).isEqualTo("kubernetes.io/tls");
        assertThat(secret.getData()).containsOnlyKeys("tls.crt", "tls.key");
        assertThat(secret.getMetadata().getLabels()).containsEntry("namespacecerts.dev/not-for-production", "true");
        assertThat(text(secret, "tls.key")).startsWith("-----BEGIN PRIVATE KEY-----");
        List<Certificate> chain = chain(secret);
        assertThat(chain)
                .extracting(certificate -> certificate.subject().toString())
                .containsExactly(
                        "CN=a,OU=payments,O=Acme", "CN=shop demo CA 1,OU=Not for production,OU=Demo CA,O=Acme");
        assertThat(chain.get(0).notAfter()).isBeforeOrEqualTo(chain.get(1).notAfter());
        assertThat(secret(AUTHORITY).getType()).isEqualTo("namespacecerts.dev/demo-authority");
    }

    @Test
    void aChangedLeafIsReissuedAndTheOthersStay() {
        cluster.create("shop", demo(leaf("a"), leaf("b"), leaf("c")));
        cluster.eventuallyReady("shop", "True", "Ready");
        Map<String, String> before = versions();
        cluster.edit("shop", demo(leaf("a", "renamed"), leaf("b")));
        cluster.eventuallyReady("shop", "True", "Ready");
        await().atMost(Duration.ofSeconds(10)).until(() -> secret("c") == null);
        assertThat(versions())
                .containsOnlyKeys("a", "b", AUTHORITY)
                .containsEntry("b", before.get("b"))
                .containsEntry(AUTHORITY, before.get(AUTHORITY))
                .doesNotContainEntry("a", before.get("a"));
    }

    @Test
    void aLostOrDamagedSecretIsRepaired() {
        cluster.create("shop", demo(leaf("a"), leaf("b")));
        cluster.eventuallyReady("shop", "True", "Ready");
        String first = text(secret("a"), "tls.crt");
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("a")
                .delete();
        await().atMost(Duration.ofSeconds(10)).until(() -> secret("a") != null);
        assertThat(text(secret("a"), "tls.crt")).isNotEqualTo(first);
        assertThat(cluster.eventuallyReady("shop", "True", "Ready")
                        .getStatus()
                        .demo()
                        .leaves())
                .extracting(DemoStatus.Leaf::secretName)
                .containsExactly("a", "b");
        edit("b", "tls.key", text(secret("a"), "tls.key"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !text(secret("b"), "tls.key").equals(text(secret("a"), "tls.key")));
        edit("b", "tls.crt", text(secret("a"), "tls.crt"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> text(secret("b"), "tls.crt").length() > 0
                        && chain(secret("b")).get(0).subject().toString().startsWith("CN=b"));
    }

    @Test
    void aRemovedLabelIsRestoredWithoutReissuing() {
        cluster.create("shop", demo(leaf("a")));
        cluster.eventuallyReady("shop", "True", "Ready");
        for (String name : List.of("a", AUTHORITY)) {
            Map<String, String> data = secret(name).getData();
            cluster.client()
                    .secrets()
                    .inNamespace(cluster.namespace())
                    .withName(name)
                    .edit(secret -> {
                        secret.getMetadata().setLabels(Map.of("mine", "too"));
                        return secret;
                    });
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> secret(name).getMetadata().getLabels().size() == 4);
            assertThat(secret(name).getData()).isEqualTo(data);
        }
    }

    @Test
    void aLostAuthorityIsReplacedUnderANewDnAndItsLeavesStay() {
        cluster.create("shop", demo(leaf("a")));
        cluster.eventuallyReady("shop", "True", "Ready");
        String leaf = text(secret("a"), "tls.crt");
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(AUTHORITY)
                .delete();
        cluster.eventually("shop", b -> {
            assertCondition(b, "Ready", "True", "Ready");
            assertThat(b.getStatus().demo().authority().generation()).isEqualTo(2);
            assertThat(b.getStatus().demo().leaves()).hasSize(1);
            assertThat(b.getStatus().certificates()).hasSize(2);
        });
        assertThat(text(secret("a"), "tls.crt")).isEqualTo(leaf);
    }

    @Test
    void aRootThatAUserAddedToTheAuthoritySecretIsNotAddedToTheBundle() {
        cluster.create("shop", demo(leaf("a")));
        cluster.eventuallyReady("shop", "True", "Ready");
        String own = text(secret(AUTHORITY), "tls.crt");
        HeldCertificate evil = CertificateBuilder.root("CN=Evil").build();
        edit(AUTHORITY, "tls.crt", own + evil.pem());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> text(secret(AUTHORITY), "tls.crt").equals(own));
        assertThat(cluster.bundle("shop").get().getStatus().certificates())
                .extracting(CertificateSummary::subject)
                .noneMatch(subject -> subject.contains("Evil"));
        assertThat(cluster.bundle("shop").get().getStatus().demo().authority().generation())
                .isEqualTo(1);
    }

    @Test
    void aForeignSecretIsNotChangedAndReported() {
        cluster.clientSecret("theirs", Map.of("namespacecerts.dev/managed", "true"), "theirs", "theirs");
        cluster.create("shop", demo(leaf("a"), leaf("theirs")));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("shop", "False", "NotIssued");
        assertCondition(bundle, "DemoIssued", "False", "SecretNotOwned");
        assertCondition(bundle, "Valid", "True", "Valid");
        assertThat(bundle.getStatus().violations())
                .extracting(RuleViolation::rule)
                .containsExactly("DEMO-1");
        assertThat(text(secret("theirs"), "tls.crt")).isEqualTo("theirs");
        assertThat(secret("a")).isNotNull();
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("theirs")
                .delete();
        cluster.eventuallyReady("shop", "True", "Ready");
    }

    @Test
    void aForeignAuthoritySecretIsNotChangedEither() {
        cluster.clientSecret(AUTHORITY, Map.of(), "theirs", "theirs");
        cluster.create("shop", demo(leaf("a")));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("shop", "False", "NotIssued");
        assertCondition(bundle, "DemoIssued", "False", "SecretNotOwned");
        assertCondition(bundle, "Valid", "False", "SourceNotFound");
        assertCondition(bundle, "Stalled", "True", "NotIssued");
        assertThat(bundle.getStatus().violations())
                .extracting(RuleViolation::rule)
                .contains("DEMO-1");
        assertThat(secret("a")).isNull();
    }

    /** As what an old bundle had is in the way of a new one of its name, until the garbage collector has been there. */
    @ParameterizedTest
    @CsvSource({AUTHORITY + ",true", AUTHORITY + ",false", "a,true", "a,false"})
    void leavesAreIssuedOnceAForeignSecretIsDeleted(String name, String managed) {
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(cluster.namespace())
                        .addToLabels("namespacecerts.dev/managed", managed)
                        .endMetadata()
                        .build())
                .create();
        cluster.create("shop", demo(leaf("a")));
        cluster.eventually("shop", b -> assertCondition(b, "DemoIssued", "False", "SecretNotOwned"));
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(name)
                .delete();
        cluster.eventuallyReady("shop", "True", "Ready");
    }

    @Test
    void issuedSecretsAreDeletedWithTheDemoOrTheBundle() {
        HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();
        cluster.create("shop", demo(leaf("a")).inline(root.pem()));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("shop", "True", "Ready");
        assertThat(bundle.getStatus().violations())
                .extracting(RuleViolation::rule)
                .contains("DEMO-2");
        cluster.edit("shop", new SpecBuilder().inline(root.pem()));
        await().atMost(Duration.ofSeconds(10)).until(() -> versions().isEmpty());
        assertThat(cluster.eventuallyReady("shop", "True", "Ready").getStatus().demo())
                .isNull();
        cluster.edit("shop", demo(leaf("a")));
        cluster.eventuallyReady("shop", "True", "Ready");
        cluster.bundle("shop").delete();
        // The garbage collector looks for new kinds every 30 seconds.
        await().atMost(Duration.ofSeconds(60)).until(() -> versions().isEmpty());
    }

    @Test
    void aTlsSecretThatAUserMadeTheBundleOwnIsNotMistakenForALeaf() {
        cluster.create("shop", demo(leaf("a")));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("shop", "True", "Ready");
        cluster.clientSecret("mine", Map.of(), "mine", "mine");
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("mine")
                .edit(secret -> {
                    secret.getMetadata()
                            .setOwnerReferences(secret("a").getMetadata().getOwnerReferences());
                    return secret;
                });
        cluster.edit("shop", demo(leaf("b")));
        await().atMost(Duration.ofSeconds(10)).until(() -> secret("a") == null);
        assertThat(secret("mine")).isNotNull();
        assertThat(bundle.getMetadata().getUid()).isNotNull();
    }

    @Test
    void twoHundredLeavesAreIssuedOnceEach() {
        List<DemoLeafSpec> leaves = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            leaves.add(leaf("leaf-" + i));
        }
        cluster.create("shop", demo(leaves.toArray(DemoLeafSpec[]::new)));
        await().atMost(Duration.ofSeconds(90)).until(() -> leavesIssued() == 200);
        cluster.eventuallyReady("shop", "True", "Ready");
        assertThat(versions()).hasSize(201);
        assertThat(cluster.bundle("shop").get().getStatus().demo().leaves()).hasSize(200);
        assertThat(cluster.client()
                        .secrets()
                        .inNamespace(cluster.namespace())
                        .list()
                        .getItems())
                .allSatisfy(secret -> assertThat(secret.getMetadata().getManagedFields())
                        .allSatisfy(fields -> assertThat(fields.getTime())
                                .as("not written again; the two are not read from the clock at the same time")
                                .isLessThanOrEqualTo(secret.getMetadata().getCreationTimestamp())));
    }

    @Test
    void generatingRsaKeysDelaysNoOtherBundle() {
        cluster.create(
                "shop",
                demo(new DemoAuthoritySpec("Acme", DemoKeyAlgorithm.RSA_4096, null), leaf("a"), leaf("b"), leaf("c")));
        for (int i = 0; i < 10; i++) {
            cluster.create(
                    "other-" + i,
                    inline(CertificateBuilder.root("CN=Root").build().pem()));
        }
        for (int i = 0; i < 10; i++) {
            cluster.eventuallyReady("other-" + i, "True", "Ready");
        }
        assertThat(leavesIssued()).as("the RSA keys are not all made yet").isLessThan(3);
        await().atMost(Duration.ofSeconds(90)).until(() -> leavesIssued() == 3);
        cluster.eventuallyReady("shop", "True", "Ready");
        assertThat(chain(secret("c")).get(0).publicKey().name()).isEqualTo("RSA-4096");
    }

    @Test
    void demoKeysAreNotInStatusEventsOrLog() {
        cluster.create("shop", demo(leaf("a")));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("shop", "True", "Ready");
        String events = await().until(
                        () -> cluster.client()
                                .v1()
                                .events()
                                .inNamespace(cluster.namespace())
                                .list()
                                .toString(),
                        text -> text.contains("reason=Ready"));
        for (String name : List.of("a", AUTHORITY)) {
            String line =
                    text(secret(name), "tls.key").lines().skip(2).findFirst().orElseThrow();
            String piece = line.substring(8, 32);
            assertThat(bundle.getStatus().toString()).doesNotContain(piece);
            assertThat(events).contains("shop").doesNotContain(piece);
            assertThat(OperatorProcess.shared().log()).doesNotContain(piece);
            assertThat(OperatorProcess.shared().get("/q/metrics")).doesNotContain(piece);
        }
    }

    private int leavesIssued() {
        NamespaceCertificateBundleStatus status = cluster.bundle("shop").get().getStatus();
        return status == null || status.demo() == null || status.demo().leaves() == null
                ? 0
                : status.demo().leaves().size();
    }

    private static SpecBuilder demo(DemoLeafSpec... leaves) {
        return demo(new DemoAuthoritySpec("Acme", null, null), leaves);
    }

    private static SpecBuilder demo(DemoAuthoritySpec authority, DemoLeafSpec... leaves) {
        return new SpecBuilder().demo(new DemoSpec(authority, List.of(leaves)));
    }

    private static DemoLeafSpec leaf(String secretName) {
        return leaf(secretName, secretName);
    }

    private static DemoLeafSpec leaf(String secretName, String commonName) {
        return new DemoLeafSpec(secretName, commonName, "payments", List.of(commonName + ".payments"), null);
    }

    private Secret secret(String name) {
        return cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
    }

    /** The resource versions of all Secrets by name. */
    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .list()
                .getItems()
                .forEach(secret -> versions.put(
                        secret.getMetadata().getName(), secret.getMetadata().getResourceVersion()));
        return versions;
    }

    private void edit(String name, String key, String text) {
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(name)
                .edit(secret -> {
                    Map<String, String> data = new HashMap<>(secret.getData());
                    data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
                    secret.setData(data);
                    return secret;
                });
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.US_ASCII);
    }

    private static List<Certificate> chain(Secret secret) {
        return PemReader.read(text(secret, "tls.crt").getBytes(StandardCharsets.US_ASCII)).stream()
                .map(block -> {
                    try {
                        return CertificateParser.parse(block.der());
                    } catch (dev.namespacecerts.x509.CertificateFormatException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
