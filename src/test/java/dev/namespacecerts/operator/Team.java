package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The team of the GitOps examples: its Git repository, and its Kubernetes namespace on a cluster with the operator. */
final class Team implements AutoCloseable {
    static final String NAMESPACE = "payments";

    /** The folder of the bundles in the repository, and a file in it that is not there at first. */
    static final String BROKEN_FILE = "production/broken.yaml";

    static final String BROKEN = """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: NamespaceCertificateBundle
            metadata: {name: broken}
            spec:
              certificates: [{inline: nonsense}]
            """;

    private static final String ACCOUNTING = """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: NamespaceCertificateBundle
            metadata: {name: accounting}
            spec:
              temporalNamespace: ledger.a2dd6
              certificates:
                - configMap: {name: corporate-ca, key: ca.crt}
              filterPolicy: Required
              publish: {configMap: {name: accounting-ca, key: ca.crt}}
            ---
            apiVersion: namespacecerts.dev/v1alpha1
            kind: CertificateFilter
            metadata: {name: workers}
            spec: {bundleRef: {name: accounting}, commonName: "*.payments", organization: Acme}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: corporate-ca}
            data:
              ca.crt: |
            """;

    private final Path folder;
    private final ControlPlane controlPlane;
    private final KubernetesClient client;
    private final GitRepository repository;
    private OperatorProcess operator;

    /** Starts a cluster of its own without an operator, with a Kubernetes namespace for the tool too. */
    Team(Path folder, String toolNamespace) throws Exception {
        this.folder = folder;
        repository = new GitRepository(folder.resolve("git"), "payments/certificates");
        controlPlane = ControlPlane.start();
        client = controlPlane.client();
        for (String name : List.of(toolNamespace, NAMESPACE)) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    /** Starts the operator, whose CRDs are installed. */
    void startOperator(Map<String, String> environment) {
        operator = OperatorProcess.start(controlPlane.kubeconfig(), environment).awaitStarted();
    }

    /** Commits the chart to the repository of the platform team, under a tag, and returns the commit. */
    String commitChart(String tag) throws Exception {
        Path chart = Path.of("helm/namespace-certificate-operator");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(chart)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.readString(file));
            }
        }
        try (GitRepository platform =
                new GitRepository(folder.resolve("git"), "platform/namespace-certificate-operator")) {
            String commit = platform.commit(files);
            platform.tag(tag);
            return commit;
        }
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    KubernetesClient client() {
        return client;
    }

    /** Commits the bundles of deploy/samples that become ready, another one with a filter, and an object of the workers. */
    String commitReadyBundles() throws Exception {
        Path samples = folder.resolve("samples");
        ProcessBuilder make = new ProcessBuilder("deploy/samples/make", samples.toString()).inheritIO();
        make.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(make.start().waitFor()).isZero();
        Map<String, String> files = new TreeMap<>();
        for (String sample : List.of("valid", "expiring", "public", "playground")) {
            files.put("production/" + sample + ".yaml", sample(samples.resolve(sample + ".yaml")));
        }
        files.put("production/filter.yaml", sample(Path.of("deploy/samples/filter.yaml")));
        String root = CertificateBuilder.root("CN=Acme Root").build().pem();
        files.put("production/accounting.yaml", ACCOUNTING + root.indent(4));
        files.put("workers/workers.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: workers}
                """);
        return repository.commit(files);
    }

    private static String sample(Path file) throws IOException {
        return Files.readString(file).replace(", namespace: default", "");
    }

    /** Writes one file, or deletes it if it is to be empty, and commits that. */
    String commit(String file, String content) throws Exception {
        return repository.commit(Map.of(file, content));
    }

    /** Applies an example, with the URL of this Git server in it. */
    void apply(Path example) throws IOException {
        String url = "https://git.example.com";
        assertThat(example).content().contains(url + "/");
        apply(Files.readString(example).replace(url, repository.address()));
    }

    /** Applies YAML. */
    void apply(String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
    }

    Resource<NamespaceCertificateBundle> bundle(String name) {
        return client.resources(NamespaceCertificateBundle.class)
                .inNamespace(NAMESPACE)
                .withName(name);
    }

    /** Edits a bundle beside Git. */
    void editAccounting() {
        bundle("accounting").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"filterPolicy\":\"Optional\"}}");
    }

    /** The resource version of every object of the team, once nothing has been written for two seconds. */
    Map<String, String> versions() {
        AtomicReference<Map<String, String>> last = new AtomicReference<>(Map.of());
        return await("an operator that writes nothing more")
                .pollInterval(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(60))
                .until(this::currentVersions, now -> now.equals(last.getAndSet(now)));
    }

    private Map<String, String> currentVersions() {
        Map<String, String> versions = new TreeMap<>();
        Stream.of(
                        client.resources(NamespaceCertificateBundle.class),
                        client.resources(CertificateFilter.class),
                        client.configMaps(),
                        client.secrets())
                .flatMap(kind -> kind.inNamespace(NAMESPACE).list().getItems().stream())
                .map(HasMetadata.class::cast)
                .forEach(object -> versions.put(
                        object.getKind() + "/" + object.getMetadata().getName(),
                        object.getMetadata().getResourceVersion()));
        return versions;
    }

    @Override
    public void close() {
        if (operator != null) {
            operator.close();
        }
        repository.close();
        client.close();
        controlPlane.close();
    }
}
