package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SecretStoreTest {
    private static final Map<String, String> LABELS = Map.of("app", "worker");

    private final AtomicBoolean used = new AtomicBoolean();
    private final SecretStore store = new SecretStore(secret -> used.get());

    @Test
    void ofAnUnusedSecretOnlyNameVersionAndLabelsAreKept() {
        put(secret("worker", "7"));
        CertificateOnlySecret kept = store.get("payments/worker");
        assertThat(kept.isRead()).isFalse();
        assertThat(kept.client()).isNull();
        assertThat(kept.labels()).isEqualTo(LABELS);
        assertThat(kept.getMetadata().getName()).isEqualTo("worker");
        assertThat(kept.getMetadata().getNamespace()).isEqualTo("payments");
        assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(kept.getMetadata().getLabels()).isEqualTo(LABELS);
    }

    @Test
    void equalLabelsAndKeysAreOneObject() {
        put(secret("a", "7"));
        put(secret("b", "8"));
        assertThat(store.get("payments/a").labels())
                .isSameAs(store.get("payments/b").labels());
        assertThat(store.getKey(secret("a", "9")))
                .isSameAs(store.keySet()
                        .filter(key -> key.endsWith("/a"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aUsedSecretIsKeptWithItsCertificates() {
        put(secret("worker", "7"));
        used.set(true);
        put(secret("worker", "8"));
        assertThat(store.get("payments/worker").isRead()).isTrue();
        assertThat(store.get("payments/worker").client()).isNotNull();
        used.set(false);
        put(secret("worker", "9"));
        assertThat(store.get("payments/worker").isRead()).isFalse();
    }

    @Test
    void aSecretThatWasReadReplacesOnlyItsOwnVersion() {
        put(secret("worker", "8"));
        store.keep(secret("worker", "7"));
        assertThat(store.get("payments/worker").isRead()).isFalse();
        store.keep(secret("worker", "8"));
        assertThat(store.get("payments/worker").isRead()).isTrue();
        store.keep(secret("absent", "1"));
        assertThat(store.get("payments/absent")).isNull();
    }

    @Test
    void anOpaqueVersionIsKept() {
        put(secret("worker", "opaque"));
        assertThat(store.get("payments/worker").getMetadata().getResourceVersion())
                .isEqualTo("opaque");
    }

    @Test
    void theIndexesOfAnInformerFollow() {
        CacheImpl<CertificateOnlySecret> cache = new CacheImpl<>();
        cache.setItemStore(store);
        cache.put(secret("worker", "7"));
        cache.put(secret("worker", "8"));
        assertThat(cache.byIndex(CacheImpl.NAMESPACE_INDEX, "payments")).hasSize(1);
        cache.remove(secret("worker", "9"));
        assertThat(cache.byIndex(CacheImpl.NAMESPACE_INDEX, "payments")).isEmpty();
        assertThat(store.size()).isZero();
    }

    private void put(CertificateOnlySecret secret) {
        store.put(store.getKey(secret), secret);
    }

    private static CertificateOnlySecret secret(String name, String version) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("payments")
                .withUid("uid")
                .withResourceVersion(version)
                .withLabels(LABELS)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .build();
        return Serialization.unmarshal(Serialization.asJson(secret), CertificateOnlySecret.class);
    }
}
