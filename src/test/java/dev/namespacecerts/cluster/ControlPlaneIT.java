package dev.namespacecerts.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ControlPlaneIT {
    @Test
    void twoControlPlanesAreIsolatedAndLeaveNoProcess() {
        Set<Long> before = children();
        try (ControlPlane one = ControlPlane.start();
                ControlPlane other = ControlPlane.start();
                KubernetesClient client = one.client();
                KubernetesClient otherClient = other.client()) {
            client.configMaps()
                    .inNamespace("default")
                    .resource(configMap("only-in-one"))
                    .create();
            assertThat(otherClient
                            .configMaps()
                            .inNamespace("default")
                            .withName("only-in-one")
                            .get())
                    .isNull();
            one.close();
            assertThat(Files.exists(one.kubeconfig())).isFalse();
            assertThat(otherClient.configMaps().inNamespace("default").list().getItems())
                    .isNotNull();
        }
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void ownedObjectsAreGarbageCollectedWithTheirOwner() {
        try (KubernetesClient client = ControlPlane.shared().client()) {
            var configMaps = client.configMaps().inNamespace("default");
            ConfigMap owner = configMaps.resource(configMap("owner")).create();
            ConfigMap owned = new ConfigMapBuilder(configMap("owned"))
                    .editMetadata()
                    .addNewOwnerReference()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .endOwnerReference()
                    .endMetadata()
                    .build();
            configMaps.resource(owned).create();
            configMaps.withName("owner").delete();
            await().untilAsserted(
                            () -> assertThat(configMaps.withName("owned").get()).isNull());
        }
    }

    @Test
    void aServiceAccountHasOnlyItsGrantedPermissions() {
        try (KubernetesClient client = ControlPlane.shared().client()) {
            await().until(() -> client.serviceAccounts()
                            .inNamespace("default")
                            .withName("default")
                            .get()
                    != null);
            String token = client.serviceAccounts()
                    .inNamespace("default")
                    .withName("default")
                    .tokenRequest(new TokenRequestBuilder()
                            .withNewSpec()
                            .withAudiences(List.of())
                            .withExpirationSeconds(600L)
                            .endSpec()
                            .build())
                    .getStatus()
                    .getToken();
            var config = new ConfigBuilder(client.getConfiguration())
                    .withOauthToken(token)
                    .withAutoOAuthToken(token)
                    .build();
            try (KubernetesClient ungranted =
                    new KubernetesClientBuilder().withConfig(config).build()) {
                assertThatThrownBy(
                                () -> ungranted.secrets().inNamespace("default").list())
                        .isInstanceOfSatisfying(
                                KubernetesClientException.class,
                                refusal -> assertThat(refusal.getCode()).isEqualTo(403));
            }
        }
    }

    private static ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
