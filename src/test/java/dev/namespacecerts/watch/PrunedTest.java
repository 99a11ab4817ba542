package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.KeyMatch;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrunedTest {
    private static final HeldCertificate LEAF =
            CertificateBuilder.root("CN=worker").build();

    @Test
    void ofASecretNoPrivateKeyIsKept() {
        PrunedStore<Secret> store = Pruned.clientSecret();
        store.put("payments/worker", secret(LEAF.pem(), LEAF.privateKeyPem()));
        String kept = Serialization.asJson(store.get("payments/worker"));
        assertThat(kept).contains(base64(LEAF.pem()), "worker");
        assertThat(kept).doesNotContain("tls.key", base64(LEAF.privateKeyPem()), "spare", "hunter2", "last-applied");
        assertThat(store.values().toList()).hasSize(1);
    }

    @Test
    void whatTheKeyWasToTheCertificateIsKept() {
        String other = CertificateBuilder.root("CN=other").build().privateKeyPem();
        assertThat(keyMatch(secret(LEAF.pem(), LEAF.privateKeyPem()))).isEqualTo(KeyMatch.PKCS8);
        assertThat(keyMatch(secret(LEAF.pem(), other))).isEqualTo(KeyMatch.OTHER_KEY);
        assertThat(keyMatch(secret(LEAF.pem(), null))).isEqualTo(KeyMatch.MISSING);
        assertThat(keyMatch(secret("no certificate", other))).isEqualTo(KeyMatch.UNREADABLE);
        assertThat(keyMatch(secret(null, other))).isEqualTo(KeyMatch.MISSING);
    }

    @Test
    void anAnnotationOfTheUserCannotSayWhatTheKeyWas() {
        Secret forged = secret(LEAF.pem(), null);
        forged.getMetadata().setAnnotations(Map.of("key-match", "PKCS8"));
        assertThat(keyMatch(forged)).isEqualTo(KeyMatch.MISSING);
        Secret empty = secret(null, null);
        empty.getMetadata().setAnnotations(Map.of("key-match", "PKCS8"));
        assertThat(keyMatch(empty)).isEqualTo(KeyMatch.MISSING);
    }

    @Test
    void aChainThatIsTooLongIsNotKept() {
        PrunedStore<Secret> store = Pruned.clientSecret();
        store.put("payments/worker", secret("x".repeat(100_000), null));
        assertThat(store.get("payments/worker").getData()).isNullOrEmpty();
    }

    @Test
    void ofAConfigMapOnlyTheIdentityIsKept() {
        PrunedStore<ConfigMap> store = Pruned.identity(ConfigMap.class);
        store.put(
                "payments/ca",
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("ca")
                        .withNamespace("payments")
                        .withResourceVersion("7")
                        .withManagedFields(new ManagedFieldsEntry())
                        .endMetadata()
                        .withData(Map.of("ca.crt", "text"))
                        .build());
        ConfigMap kept = store.get("payments/ca");
        assertThat(kept.getData()).isNullOrEmpty();
        assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(kept.getMetadata().getManagedFields()).isEmpty();
    }

    private static KeyMatch keyMatch(Secret secret) {
        PrunedStore<Secret> store = Pruned.clientSecret();
        store.put("key", secret);
        return Pruned.keyMatch(store.get("key"));
    }

    private static Secret secret(String chain, String key) {
        SecretBuilder secret = new SecretBuilder()
                .withNewMetadata()
                .withName("worker")
                .withNamespace("payments")
                .withLabels(Map.of("app", "worker"))
                .withAnnotations(Map.of("last-applied", "everything"))
                .withManagedFields(List.of(new ManagedFieldsEntry()))
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToData("spare", base64("hunter2"));
        if (chain != null) {
            secret.addToData("tls.crt", base64(chain));
        }
        if (key != null) {
            secret.addToData("tls.key", base64(key));
        }
        return secret.build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
