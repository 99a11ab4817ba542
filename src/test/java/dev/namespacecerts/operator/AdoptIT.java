package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudCertificate;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudFilterStatus;
import dev.namespacecerts.api.v1alpha1.CloudStatus.State;
import dev.namespacecerts.cloudservice.Tcld;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What adopt writes, kubectl applies as it is, and mode Observe then shows no difference. */
class AdoptIT {
    private static final String KEY = "tcld_key_of_" + "adopt";
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate HOSTILE = CertificateBuilder.root("CN=x")
            .subject(new X500NameBuilder()
                    .addRDN(BCStyle.CN, "a\n-----BEGIN CERTIFICATE-----\n---\nPRIVATE KEY-----\u2028Süd")
                    .build())
            .build();

    /** Values that a reader of YAML could take for something other than a text. */
    private static final List<String> VALUES = List.of(
            "yes",
            "N",
            "null",
            "~",
            "007",
            "1e3",
            "0x1F",
            "0o17",
            "1_000",
            "12:30:45",
            "2026-01-01",
            ".inf",
            "=",
            "!!str x",
            "*.payments",
            "a: b #c",
            "{a}",
            "'a'",
            "\"a\" \\",
            "a\n---\nkind: Secret",
            "\u0007\u0085\u2028x",
            "Büro \ud83d\ude00");

    private final Cluster cluster = new Cluster();
    private final TemporalCloud cloud = new TemporalCloud();
    private String name;

    @TempDir
    private Path folder;

    @BeforeEach
    void seed() {
        name = cluster.namespace() + ".a2dd6";
        cloud.addReadOnlyKey(KEY, "adopt");
        cluster.client().resource(connection(cluster, cloud, KEY, "a2dd6")).create();
        cloud.seed(
                name,
                HOSTILE.pem() + ROOT.pem(),
                filters()
                        .map(filter -> CertificateFilterSpec.newBuilder()
                                .setCommonName(filter.commonName())
                                .setOrganization(filter.organization())
                                .build())
                        .toArray(CertificateFilterSpec[]::new));
    }

    @AfterEach
    void nothingWasChanged() {
        cluster.close();
        cloud.assertForeignUntouched();
        assertThat(cloud.requests("UpdateNamespace")).isEmpty();
        cloud.close();
    }

    private static Stream<CloudFilter> filters() {
        return VALUES.stream().map(value -> new CloudFilter("worker", value, "", ""));
    }

    private static ProcessBuilder adopt(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                OperatorProcess.BRIEF,
                "-jar",
                "target/quarkus-app/quarkus-run.jar",
                "adopt"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("TEMPORAL_CLOUD_API_KEY", KEY);
        builder.environment().put("LC_ALL", "POSIX");
        return builder;
    }

    private void applied(String manifests) {
        Kubectl.Answer answer =
                new Kubectl(ControlPlane.shared()).call(manifests, "apply", "-n", cluster.namespace(), "-f", "-");
        assertThat(answer.exitCode()).as(answer.text()).isZero();
    }

    private void assertNoDifference() {
        CloudStatus status = eventually(cluster, "adopted", "True", "Synchronized")
                .getStatus()
                .cloud();
        assertThat(status.certificates())
                .extracting(CloudCertificate::state)
                .containsExactly(State.InStep, State.InStep);
        assertThat(status.filters())
                .hasSize(VALUES.size())
                .extracting(CloudFilterStatus::state)
                .containsOnly(State.InStep);
        assertThat(cluster.client()
                        .resources(CertificateFilter.class)
                        .inNamespace(cluster.namespace())
                        .list()
                        .getItems())
                .extracting(filter -> filter.getSpec().organization())
                .containsExactlyInAnyOrderElementsOf(VALUES);
    }

    @Test
    void fromTheApi() throws IOException {
        Path ca = Files.writeString(folder.resolve("ca.pem"), TemporalCloud.ca());
        Path manifests = folder.resolve("manifests.yaml");
        Tool.Result result = Tool.tryTo(adopt(
                "--temporal-namespace=" + name,
                "--address=" + cloud.address(),
                "--ca=" + ca,
                "--name=adopted",
                "--output=" + manifests));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> !line.startsWith("WARNING: ")))
                .as("nothing of libraries; the JVM of today warns of one")
                .containsExactly(
                        "Wrote a NamespaceCertificateBundle and " + VALUES.size() + " CertificateFilters to "
                                + manifests + ".",
                        "NamespaceCertificateBundle \"adopted\"",
                        "  Ready: True, Ready. 2 certificates and " + VALUES.size()
                                + " filters meet Temporal Cloud's requirements.",
                        "  Synchronized: True. Mode Observe shows no difference.");
        assertThat(result.output() + Files.readString(manifests)).doesNotContain(KEY);
        applied(Files.readString(manifests));
        assertNoDifference();
    }

    @Test
    void fromTcld() throws IOException {
        String got = new Tcld(cloud, KEY, folder).raw("namespace", "get", "--namespace", name);
        Path json = Files.writeString(folder.resolve("namespace.json"), got);
        ProcessBuilder builder =
                adopt("--from-tcld", json.toString(), "--name=adopted", "--namespace", cluster.namespace());
        Path manifests = folder.resolve("manifests.yaml");
        Process process = builder.redirectOutput(manifests.toFile()).start();
        assertThat(process.onExit().join().exitValue()).isZero();
        applied(Files.readString(manifests));
        assertNoDifference();
    }
}
