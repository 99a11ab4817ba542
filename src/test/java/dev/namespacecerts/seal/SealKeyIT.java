package dev.namespacecerts.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealKeyIT {
    private final KubernetesClient client = ControlPlane.shared().client();
    private final Resource<Secret> secret =
            client.secrets().inNamespace("default").withName("seal-key-it");

    @AfterEach
    void close() {
        secret.delete();
        client.close();
    }

    @Test
    void allReplicasFillTheEmptySecretWithOneKey() {
        create(Map.of());
        List<byte[]> keys =
                Stream.generate(this::key).limit(8).parallel().map(SealKey::get).toList();
        assertThat(keys).allSatisfy(key -> assertThat(key).hasSize(32).isEqualTo(keys.get(0)));
        assertThat(key().get()).isEqualTo(keys.get(0));
        assertThat(secret.get().getData())
                .isEqualTo(Map.of("key", Base64.getEncoder().encodeToString(keys.get(0))));
    }

    @Test
    void anInvalidKeyIsReplaced() {
        create(Map.of("key", "c2hvcnQ="));
        assertThat(key().get()).hasSize(32).isEqualTo(key().get());
    }

    @Test
    void withoutASecretTheKeyLastsAsLongAsTheProcess() {
        SealKey key = key();
        assertThat(key.get()).hasSize(32).isEqualTo(key.get()).isNotEqualTo(key().get());
        assertThat(secret.get()).isNull();
    }

    private SealKey key() {
        return new SealKey(client, Optional.of("default/seal-key-it"), new SecureRandom());
    }

    private void create(Map<String, String> data) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("seal-key-it")
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }
}
