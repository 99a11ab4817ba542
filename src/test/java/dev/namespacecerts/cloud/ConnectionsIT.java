package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.ConnectionReference;
import dev.namespacecerts.api.v1alpha1.ConnectionReference.Scope;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.settings.CloudHosts;
import dev.namespacecerts.settings.SharedConnections;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionsIT {
    private static final String KEY = "tmprl_a-very-secret-key";
    private static final String NAME = "connections-it";
    private static final String OPERATOR = "kube-public";
    private static final String CA =
            CertificateBuilder.root("CN=Cloud Root").build().pem();

    private final KubernetesClient client = ControlPlane.shared().client();
    private final Connections connections = new Connections(
            client,
            CloudHosts.parse("tmprl.cloud, 10.0.0.7"),
            SharedConnections.parse(NAME + "/default=accounting.a2dd6"),
            Optional.of(OPERATOR));

    @AfterEach
    void close() {
        client.secrets().inNamespace("default").withName(NAME).delete();
        client.secrets().inNamespace(OPERATOR).withName(NAME).delete();
        client.close();
    }

    @Test
    void aConnectionOfTheOwnNamespace() throws Exception {
        write("default", "true", Map.of());
        Connection connection = read(Scope.Namespace, "accounting.a2dd6");
        assertThat(connection.name()).isEqualTo("default/" + NAME);
        assertThat(connection.address()).isEqualTo("saas-api.tmprl.cloud:443");
        assertThat(connection.accountId()).isEqualTo("a2dd6");
        assertThat(connection.ca()).isEmpty();
        assertThat(connection.key()).isEqualTo(new ApiKey(KEY));
        assertThat(connection.toString()).doesNotContain(KEY);
    }

    @Test
    void theKeyIsReadAnewAndTrimmed() throws Exception {
        write("default", "true", Map.of());
        read(Scope.Namespace, "accounting.a2dd6");
        write("default", "true", Map.of(Connections.API_KEY, " the-next-key\r\n"));
        assertThat(read(Scope.Namespace, "accounting.a2dd6").key().header()).isEqualTo("Bearer the-next-key");
    }

    @Test
    void onlyTheCertificatesOfCaCrtAreUsed() throws Exception {
        write("default", "true", Map.of(Connections.CA, "# our proxy\r\n" + CA.replace("\n", "\r\n")));
        assertThat(read(Scope.Namespace, "accounting.a2dd6").ca()).hasValue(CA);
    }

    @Test
    void aSecretWithoutTheLabelIsNoConnectionAndIsNotDistinguishedFromNone() throws Exception {
        ConnectionException none = refusal(Scope.Namespace, "accounting.a2dd6");
        write("default", null, Map.of());
        ConnectionException unlabelled = refusal(Scope.Namespace, "accounting.a2dd6");
        write("default", "yes", Map.of());
        assertThat(unlabelled).hasMessage(none.getMessage());
        assertThat(refusal(Scope.Namespace, "accounting.a2dd6")).hasMessage(none.getMessage());
        assertThat(none.hold().reason()).isEqualTo("ConnectionNotFound");
        assertThat(none).hasMessageContaining(NAME).hasMessageContaining(Connections.LABEL + "=true");
    }

    @Test
    void eachValueIsChecked() {
        for (String key : new String[] {Connections.API_KEY, Connections.ADDRESS, Connections.ACCOUNT_ID}) {
            assertInvalid(key, null);
            assertInvalid(key, " \n");
        }
        for (String apiKey : new String[] {
            "two words", "a\nb: c", "tab\tinside", "nul\u0000inside", "\u007fdel", "k\u00e9y", "key\r\ninjected: header"
        }) {
            assertInvalid(Connections.API_KEY, apiKey);
        }
        for (String address : new String[] {
            "saas-api.tmprl.cloud",
            "https://saas-api.tmprl.cloud:443",
            "saas-api.tmprl.cloud:443/path",
            "user@saas-api.tmprl.cloud:443",
            "saas-api.tmprl.cloud:0",
            "saas-api.tmprl.cloud:65536",
            "saas-api.tmprl.cloud:443:443",
            "evil.example:443",
            "evil.example#.tmprl.cloud:443",
            "eviltmprl.cloud:443",
            "169.254.169.254:80",
            "10.0.0.8:443",
            "[::1]:443",
            "kubernetes.default.svc:443",
            "unix:/run/x.sock"
        }) {
            assertInvalid(Connections.ADDRESS, address);
        }
        for (String account : new String[] {"a b", ".", "a.b", "-a", "a2dd6/x"}) {
            assertInvalid(Connections.ACCOUNT_ID, account);
        }
        for (String ca : new String[] {
            "no PEM",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            CA.replace("CERTIFICATE", "PRIVATE KEY"),
            CA + "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"
        }) {
            assertInvalid(Connections.CA, ca);
        }
    }

    @Test
    void anAddressThatIsListedMayBeUsed() throws Exception {
        write("default", "true", Map.of(Connections.ADDRESS, "10.0.0.7:7233"));
        assertThat(read(Scope.Namespace, "accounting.a2dd6").address()).isEqualTo("10.0.0.7:7233");
    }

    @Test
    void aTemporalNamespaceOfAnotherAccountIsRefused() throws Exception {
        write("default", "true", Map.of());
        for (String name : new String[] {"accounting.b3ee7", "accounting.xa2dd6", "a2dd6"}) {
            assertThat(refusal(Scope.Namespace, name).hold().reason()).isEqualTo("WrongAccount");
        }
    }

    @Test
    void aSharedConnectionIsUsedOnlyAsListed() throws Exception {
        ConnectionException without = refusal(Scope.Operator, "ledger.a2dd6");
        write(OPERATOR, "true", Map.of());
        ConnectionException with = refusal(Scope.Operator, "ledger.a2dd6");
        assertThat(with).hasMessage(without.getMessage());
        assertThat(with.hold().reason()).isEqualTo("NotAllowed");
        assertThat(read(Scope.Operator, "accounting.a2dd6").name()).isEqualTo(OPERATOR + "/" + NAME);
        assertThat(refusal(Scope.Namespace, "accounting.a2dd6").hold().reason()).isEqualTo("ConnectionNotFound");
        Connections byDefault = new Connections(
                client, CloudHosts.parse(CloudHosts.DEFAULT), SharedConnections.NONE, Optional.of(OPERATOR));
        assertThat(catchThrowableOfType(
                                ConnectionException.class,
                                () -> byDefault.of(bundle(Scope.Operator, "accounting.a2dd6")))
                        .hold()
                        .reason())
                .isEqualTo("NotAllowed");
    }

    private void assertInvalid(String key, String value) {
        Map<String, String> wrong = new HashMap<>();
        wrong.put(key, value);
        write("default", "true", wrong);
        ConnectionException refusal = refusal(Scope.Namespace, "accounting.a2dd6");
        assertThat(refusal).as("%s: %s", key, value).isNotNull();
        assertThat(refusal.hold().reason()).isEqualTo("ConnectionInvalid");
        assertThat(refusal).hasMessageContaining(NAME).hasMessageContaining(key).hasNoCause();
        if (key.equals(Connections.API_KEY) && value != null && !value.isBlank()) {
            assertThat(refusal.getMessage()).doesNotContain(value);
        }
    }

    private Connection read(Scope scope, String temporalNamespace) throws ConnectionException {
        return connections.of(bundle(scope, temporalNamespace));
    }

    private ConnectionException refusal(Scope scope, String temporalNamespace) {
        return catchThrowableOfType(ConnectionException.class, () -> read(scope, temporalNamespace));
    }

    private static NamespaceCertificateBundle bundle(Scope scope, String temporalNamespace) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("bundle")
                .build());
        bundle.setSpec(new SpecBuilder()
                .temporalNamespace(temporalNamespace)
                .cloud(new CloudSpec(new ConnectionReference(NAME, scope), null, null, null, null, null))
                .build());
        return bundle;
    }

    /** Writes a usable Secret with other values; null is for a key that is missing. */
    private void write(String namespace, String label, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of(
                Connections.API_KEY,
                KEY,
                Connections.ADDRESS,
                "saas-api.tmprl.cloud:443",
                Connections.ACCOUNT_ID,
                "a2dd6"));
        all.putAll(values);
        Map<String, String> data = new HashMap<>();
        all.forEach((key, value) -> {
            if (value != null) {
                data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            }
        });
        client.secrets().inNamespace(namespace).withName(NAME).delete();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(NAME)
                        .withLabels(label == null ? Map.of() : Map.of(Connections.LABEL, label))
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }
}
