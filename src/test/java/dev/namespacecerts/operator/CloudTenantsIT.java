package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.spec;
import static dev.namespacecerts.operator.CloudBundle.sync;
import static dev.namespacecerts.operator.CloudTenants.ATTACKERS_KEY;
import static dev.namespacecerts.operator.CloudTenants.CA;
import static dev.namespacecerts.operator.CloudTenants.FOREIGN;
import static dev.namespacecerts.operator.CloudTenants.NEXT;
import static dev.namespacecerts.operator.CloudTenants.VICTIMS_KEY;
import static dev.namespacecerts.operator.CloudTenants.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.ConnectionReference;
import dev.namespacecerts.api.v1alpha1.ConnectionReference.Scope;
import dev.namespacecerts.cloudservice.TemporalCloud;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user of one Kubernetes namespace against the Temporal Cloud Namespace, the API key and the connection of another. */
class CloudTenantsIT {
    private static CloudTenants tenants;

    @BeforeAll
    static void start() {
        tenants = new CloudTenants();
    }

    @AfterEach
    void theVictimIsUntouched() {
        tenants.assertVictimUntouched();
    }

    @AfterAll
    static void stop() {
        tenants.close();
    }

    @Concurrent
    @Test
    void theTemporalNamespaceOfAnotherIsNeitherReadNorChanged() {
        tenants.create("squatter", tenants.victims, sync(), CA, FOREIGN);
        tenants.eventually("squatter", "ClaimedByAnother");
        tenants.create("shouting", tenants.victims.toUpperCase(Locale.ROOT), sync(), CA, FOREIGN);
        await().during(Duration.ofSeconds(1))
                .until(() -> tenants.cloud.requests("UpdateNamespace").stream()
                        .noneMatch(request -> request.namespace().equalsIgnoreCase(tenants.victims)));
    }

    @Concurrent
    @Test
    void theConnectionOfAnotherIsNotFound() {
        String name = tenants.seed("deputy", CA);
        tenants.create("deputy", name, spec("victims", sync()), CA, NEXT);
        assertThat(tenants.eventually("deputy", "ConnectionNotFound"))
                .contains("Kubernetes namespace \"" + tenants.attacker.namespace() + "\"");
        tenants.create("path", tenants.seed("path", CA), sync(), CA);
        assertThatThrownBy(() -> tenants.create(
                        "slash", tenants.own("slash"), spec(tenants.victim.namespace() + "/victims", sync()), CA))
                .isInstanceOf(KubernetesClientException.class);
        assertThat(tenants.cloud.requests("GetNamespace", name)).isEmpty();
    }

    /** Whether the Secret exists or not, the answer is the same. */
    @Concurrent
    @Test
    void theOperatorsConnectionIsForTheListedAlone() {
        String name = tenants.seed("listed", CA);
        List<String> answers = List.of(ChartRights.SEAL.split("/")[1], "nothing-like-this").stream()
                .map(secret -> {
                    String bundle = "shared-" + secret;
                    tenants.create(bundle, name, spec(new ConnectionReference(secret, Scope.Operator), sync()), CA);
                    String answer = tenants.eventually(bundle, "NotAllowed").replace(secret, "<secret>");
                    tenants.attacker.bundle(bundle).delete();
                    return answer;
                })
                .toList();
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
        assertThat(tenants.cloud.requests("GetNamespace", name)).isEmpty();
    }

    /** The operator connects to none of them. */
    @Concurrent
    @Test
    void anAddressOfTheTenantIsRefused() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            int port = listening.getLocalPort();
            List<String> addresses = List.of(
                    "127.0.0.1:" + port,
                    "2130706433:" + port,
                    "[::1]:" + port,
                    "0:" + port,
                    "169.254.169.254:80",
                    "kubernetes.default.svc:443",
                    "evil.example:" + port,
                    "localhost.evil.example:" + port,
                    "evil-localhost:" + port,
                    "user@localhost:" + port,
                    "localhost:" + port + "/path",
                    "localhost:" + port + "?a=b",
                    "localhost:" + port + "#a",
                    "localhost.:" + port,
                    "localhost\u3002:" + port,
                    "l\u00f6calhost:" + port,
                    "\uff4cocalhost:" + port,
                    "local host:" + port,
                    "localhost:" + port + "\nlocalhost:" + port,
                    "https://localhost:" + port,
                    "dns:///localhost:" + port,
                    "unix:/var/run/docker.sock",
                    "localhost",
                    "localhost:",
                    "localhost:0",
                    "localhost:65536",
                    "localhost:0x1f90",
                    "localhost:-1");
            for (int i = 0; i < addresses.size(); i++) {
                tenants.attacker
                        .client()
                        .resource(secret("address-" + i, Map.of("address", addresses.get(i))))
                        .create();
                tenants.create("address-" + i, tenants.own("address-" + i), spec("address-" + i, sync()), CA);
            }
            for (int i = 0; i < addresses.size(); i++) {
                assertThat(tenants.eventually("address-" + i, "ConnectionInvalid"))
                        .as(addresses.get(i))
                        .contains("address");
            }
            listening.setSoTimeout(500);
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static Secret secret(String name, Map<String, String> other) {
        return new SecretBuilder(connection(
                        tenants.attacker, name, tenants.cloud.address(), TemporalCloud.ca(), ATTACKERS_KEY, "a2dd6"))
                .addToStringData(other)
                .build();
    }

    @Concurrent
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account-id | b3ee7 | WrongAccount",
                "account-id | dd6 | WrongAccount",
                "account-id | .a2dd6 | ConnectionInvalid",
                "account-id | * | ConnectionInvalid",
                "account-id | '' | ConnectionInvalid",
                "api-key | 'tcld key with space' | ConnectionInvalid",
                "api-key | 'tcld_schl\u00fcssel' | ConnectionInvalid",
                "api-key | '' | ConnectionInvalid",
                "ca.crt | nonsense | ConnectionInvalid"
            })
    void aMalformedConnectionIsRefused(String key, String value, String reason) {
        String name = "malformed-" + Integer.toHexString((key + value).hashCode());
        tenants.attacker.client().resource(secret(name, Map.of(key, value))).create();
        tenants.create(name, tenants.seed(name, CA), spec(name, sync()), CA, NEXT);
        assertThat(tenants.eventually(name, reason)).doesNotContain("tcld_", "tcld key");
        assertThat(tenants.cloud.requests("GetNamespace", tenants.own(name))).isEmpty();
    }

    @Concurrent
    @ParameterizedTest
    @ValueSource(strings = {"", "false", "TRUE"})
    void aSecretWithoutTheLabelIsNoConnection(String label) {
        String name = "label-" + (label.isEmpty() ? "none" : label.toLowerCase(Locale.ROOT));
        tenants.attacker
                .client()
                .resource(new SecretBuilder(secret(name, Map.of()))
                        .editMetadata()
                        .withLabels(label.isEmpty() ? Map.of() : Map.of("namespacecerts.dev/connection", label))
                        .endMetadata()
                        .build())
                .create();
        tenants.create(name, tenants.seed(name, CA), spec(name, sync()), CA);
        tenants.eventually(name, "ConnectionNotFound");
        assertThat(tenants.cloud.requests("GetNamespace", tenants.own(name))).isEmpty();
    }

    /** The key of the other in a connection of one's own reads and changes nothing: the service decides. */
    @Concurrent
    @Test
    void aKeyHasItsOwnRights() {
        tenants.attacker
                .client()
                .resource(secret("stolen", Map.of("api-key", VICTIMS_KEY)))
                .create();
        tenants.create("stolen", tenants.seed("stolen", CA), spec("stolen", sync()), CA, NEXT);
        tenants.eventually("stolen", "Pending");
        assertThat(tenants.accepted(tenants.own("stolen"))).isEqualTo(pem(CA));
    }
}
