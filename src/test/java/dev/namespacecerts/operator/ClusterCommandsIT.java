package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.testing.Tool;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ncb status}, {@code clients} and {@code filter test --cluster}, as packaged, on a real API server. */
class ClusterCommandsIT {
    private static final Path BIN = Path.of("target/ncb/bin").toAbsolutePath();

    private final Cluster cluster = new Cluster();
    private final HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();
    private final HeldCertificate worker = leaf("worker-a");

    @TempDir
    private Path folder;

    private HeldCertificate leaf(String name) {
        return CertificateBuilder.leaf("CN=" + name).issuedBy(root).build();
    }

    @BeforeEach
    void create() {
        HeldCertificate starter = leaf("starter");
        cluster.clientSecret("worker-tls", Map.of(), worker.pem(), worker.privateKeyPem());
        cluster.clientSecret("starter-tls", Map.of(), starter.pem(), starter.privateKeyPem());
        cluster.create(
                "accounting",
                new SpecBuilder()
                        .inline(root.pem())
                        .client("worker-tls")
                        .client("starter-tls")
                        .publishTo("accounting-client-ca"));
        cluster.filter("workers", "accounting", "worker-*");
        cluster.eventually("accounting", bundle -> {
            Cluster.assertCondition(bundle, "Ready", "True", "Ready");
            assertThat(bundle.getStatus().clientSummary().rejected()).isOne();
        });
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Tool.Result ncb(Path kubeconfig, String... arguments) {
        List<String> command = new ArrayList<>(List.of(BIN.resolve("ncb").toString()));
        command.addAll(List.of(arguments));
        return run(kubeconfig, command);
    }

    private Tool.Result run(Path kubeconfig, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KUBECONFIG", folder.resolve("absent") + ":" + kubeconfig);
        builder.environment().put("PATH", BIN + ":" + System.getenv("PATH"));
        return Tool.tryTo(builder);
    }

    private Tool.Result admin(String... arguments) {
        return ncb(ControlPlane.shared().kubeconfig(), arguments);
    }

    @Test
    void statusAndClientsShowWhatTheOperatorReports() throws IOException {
        Tool.Result status = admin("status", "accounting", "-n", cluster.namespace());
        assertThat(status.output().lines())
                .startsWith(cluster.namespace() + "/accounting: Ready")
                .contains(
                        "  CAs             1 of 25, " + root.pem().length() + " of 32768 bytes",
                        "  Published       ConfigMap accounting-client-ca, key ca.crt, 1 CA",
                        "  Filters         1 of 1 accepted",
                        "  Clients         1 of 2 accepted");
        assertThat(status.exitCode()).isZero();

        Tool.Result clients = admin("clients", "accounting", "-n", cluster.namespace());
        assertThat(clients.output())
                .startsWith(cluster.namespace() + "/accounting: 1 of 2 clients accepted\n")
                .containsPattern("(?m)^  worker-tls   accepted  \\d+ +workers$")
                .containsPattern("(?m)^  starter-tls  rejected  \\d+ +EE-9 ");
        assertThat(clients.exitCode()).isOne();

        cluster.create("broken", new SpecBuilder().inline("no PEM"));
        cluster.eventually("broken", bundle -> Cluster.assertCondition(bundle, "Ready", "False", "Invalid"));
        Tool.Result all = admin("status", "-n", cluster.namespace(), "-o", "json");
        JsonNode bundles = new ObjectMapper().readTree(all.output()).path("bundles");
        assertThat(bundles.findValuesAsText("nextStep")).hasSize(2);
        assertThat(bundles.at("/0/ready").asBoolean()).isTrue();
        assertThat(bundles.at("/1/violations/0/severity").asText()).isEqualTo("Error");
        assertThat(all.exitCode()).isOne();
        assertThat(admin("status", "-A").output()).contains(cluster.namespace() + "/broken: Not ready, Invalid");

        Tool.Result plugin = run(
                ControlPlane.shared().kubeconfig(),
                List.of(new Kubectl(ControlPlane.shared()).path(), "ncb", "status", "-n", cluster.namespace()));
        assertThat(plugin.output()).contains("/accounting: Ready\n").contains("/broken: Not ready");
        assertThat(plugin.exitCode()).isOne();
        assertThat(run(
                                ControlPlane.shared().kubeconfig(),
                                List.of(new Kubectl(ControlPlane.shared()).path(), "__complete", "ncb", "stat"))
                        .output())
                .contains("\nstatus\n:4\n"); // among lines for debugging
    }

    @Test
    void filterTestTakesTheFiltersOfTheCluster() throws IOException {
        Path file = Files.writeString(folder.resolve("worker.pem"), worker.pem());
        Tool.Result leaf =
                admin("filter", "test", "--cluster", "accounting", "-n", cluster.namespace(), file.toString());
        assertThat(leaf.output()).endsWith("worker.pem: accepted by workers\n");
        assertThat(leaf.exitCode()).isZero();

        Tool.Result known = admin("filter", "test", "--cluster", "accounting", "-n", cluster.namespace());
        assertThat(known.output().lines())
                .hasSize(2)
                .contains("Secret worker-tls: accepted by workers")
                .anyMatch(line -> line.startsWith("Secret starter-tls: rejected, EE-9 "));
        assertThat(known.exitCode()).isOne();

        Tool.Result json =
                admin("filter", "test", "--cluster", "accounting", "-n", cluster.namespace(), "--format", "json");
        assertThat(new ObjectMapper()
                        .readTree(json.output())
                        .at("/knownClients/1/acceptedBy")
                        .asText())
                .isEqualTo("workers");
    }

    @Test
    void errorsNameWhatIsMissing() throws IOException {
        assertThat(admin("status", "acounting", "-n", cluster.namespace()))
                .isEqualTo(new Tool.Result(
                        2,
                        "Bundle \"acounting\" does not exist in namespace \"" + cluster.namespace()
                                + "\". Did you mean \"accounting\"?\n"));
        Path reader = ChartRights.kubeconfig(ControlPlane.shared(), reader());
        assertThat(ncb(reader, "clients", "-n", cluster.namespace()))
                .isEqualTo(forbidden("list namespacecertificatebundles", cluster.namespace()));
        assertThat(ncb(reader, "clients", "-A").output())
                .contains("lacks the right to list")
                .contains("all namespaces");
        grantBundles();
        assertThat(ncb(reader, "status", "-n", cluster.namespace()))
                .isEqualTo(forbidden("list certificatefilters", cluster.namespace()));
        assertThat(ncb(reader, "clients", "accounting", "-n", cluster.namespace())
                        .exitCode())
                .as("no right to read Secrets is needed")
                .isOne();

        String config = Files.readString(reader);
        Path unknown = Files.writeString(
                folder.resolve("unknown"), config.replaceAll("token: \"[^\"]*\"", "token: \"wrong\""));
        assertThat(ncb(unknown, "status").output())
                .contains("rejects the credentials of user \"operator\" of context \"operator\" (401 Unauthorized)");
        Path untrusted = Files.writeString(
                folder.resolve("untrusted"), config.replaceAll(", certificate-authority-data: \"[^\"]*\"", ""));
        assertThat(ncb(untrusted, "status").output())
                .contains("cannot be reached: TLS fails")
                .hasLineCount(1);
        Path without = Files.writeString(
                folder.resolve("without"),
                Files.readString(ControlPlane.shared().kubeconfig())
                        .replaceAll("(?m)server: \"?(https:[^\"\\s]*[^/\"\\s])/?\"?", "server: $1/without-crds"));
        assertThat(ncb(without, "status").output())
                .startsWith("The CRD namespacecertificatebundles.namespacecerts.dev is not installed");
    }

    @Test
    void aPodUsesItsServiceAccount() throws IOException {
        grantBundles();
        URI server = URI.create(cluster.client().getMasterUrl().toString());
        Path token = Files.writeString(folder.resolve("token"), reader());
        Path ca = Files.write(
                folder.resolve("ca.crt"),
                Base64.getDecoder()
                        .decode(Files.readString(ChartRights.kubeconfig(ControlPlane.shared(), "x"))
                                .replaceFirst("(?s).*certificate-authority-data: \"([^\"]*)\".*", "$1")));
        ProcessBuilder builder =
                new ProcessBuilder(BIN.resolve("ncb").toString(), "clients", "accounting", "-n", cluster.namespace());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "HOME", folder.toString(),
                        "KUBERNETES_SERVICE_HOST", server.getHost(),
                        "KUBERNETES_SERVICE_PORT", String.valueOf(server.getPort()),
                        "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString(),
                        "KUBERNETES_CERTS_CA_FILE", ca.toString()));
        builder.environment().remove("KUBECONFIG");
        Tool.Result pod = Tool.tryTo(builder);
        assertThat(pod.output()).startsWith(cluster.namespace() + "/accounting: 1 of 2 clients accepted\n");
        assertThat(pod.exitCode()).isOne();
    }

    /** A token of a ServiceAccount without rights. */
    private String reader() {
        cluster.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("reader")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .build())
                .create();
        return ChartRights.token(cluster.client(), cluster.namespace(), "reader");
    }

    private static Tool.Result forbidden(String right, String namespace) {
        return new Tool.Result(
                2,
                "Forbidden: user \"operator\" of context \"operator\" lacks the right to " + right
                        + ".namespacecerts.dev in namespace \"" + namespace + "\".\n");
    }

    private void grantBundles() {
        cluster.client()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("reader")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("namespacecerts.dev")
                        .withResources("namespacecertificatebundles")
                        .withVerbs("get", "list")
                        .endRule()
                        .build())
                .create();
        cluster.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("reader")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "reader")
                        .addNewSubject("", "ServiceAccount", "reader", cluster.namespace())
                        .build())
                .create();
    }
}
