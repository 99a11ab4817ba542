package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Objects that were stored under a schema that allowed more than the current one, or had other fields. */
class ForeignSchemaIT {
    private static final String OURS = "namespacecerts.dev/v1alpha1";
    private static final String BUNDLE = "NamespaceCertificateBundle";
    private static final String FILTER = "CertificateFilter";
    private static final String PEM =
            CertificateBuilder.root("CN=Acme Root").build().pem().replace("\n", "\\n");
    private static final String GOOD = "\"spec\": {\"certificates\": [{\"inline\": \"" + PEM + "\"}]}";

    private static ControlPlane controlPlane;
    private static KubernetesClient client;

    @BeforeAll
    static void admitEverything() {
        controlPlane = ControlPlane.start();
        client = controlPlane.client();
        OperatorProcess.installCrds(controlPlane);
        for (String plural : List.of("namespacecertificatebundles", "certificatefilters")) {
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(plural + ".namespacecerts.dev")
                    .edit(crd -> {
                        crd.getSpec()
                                .getVersions()
                                .get(0)
                                .getSchema()
                                .setOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                                        .withType("object")
                                        .withXKubernetesPreserveUnknownFields(true)
                                        .build());
                        return crd;
                    });
        }
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> create(FILTER, "first", "\"spec\": []"));
    }

    @AfterAll
    static void stop() {
        client.close();
        controlPlane.close();
    }

    @Test
    void unreadableObjectsAreReportedAndBlockNeitherOthersNorTheStart() {
        List<String> oddBundles = List.of(
                "\"other\": 1",
                "\"spec\": null",
                "\"spec\": \"text\"",
                "\"spec\": {\"certificates\": [null]}",
                "\"spec\": {\"certificates\": {}}",
                "\"spec\": {\"certificates\": [{}]}",
                "\"spec\": {\"filterPolicy\": \"Sometimes\"}",
                "\"spec\": {\"hunter2\": 1}",
                "\"spec\": {\"expiryWarning\": 7}",
                "\"spec\": {\"demo\": []}",
                "\"spec\": {\"publish\": {\"secret\": {\"name\": \"x\"}}}");
        for (int i = 0; i < oddBundles.size(); i++) {
            create(BUNDLE, "odd-" + i, oddBundles.get(i));
        }
        create(BUNDLE, "guarded", GOOD);
        create(FILTER, "narrower", """
            "spec": {"bundleRef": {"name": "guarded"}, "commonName": "worker", "newer": 1}\
            """);
        create(BUNDLE, "forged", GOOD);
        status("forged", "{\"violationCount\": 99999999999, \"conditions\": [null], \"rotation\": 7}");

        try (OperatorProcess operator = OperatorProcess.start(controlPlane.kubeconfig(), Map.of())) {
            operator.awaitStarted();
            create(BUNDLE, "late", "\"spec\": {\"certificates\": [7]}");
            create(BUNDLE, "victim", GOOD);
            awaitReady(BUNDLE, "victim", "True", "Ready");
            awaitReady(BUNDLE, "forged", "True", "Ready");
            status("forged", "{\"violationCount\": 99999999999, \"observedGeneration\": \"x\", \"violations\": {}}");
            awaitReady(BUNDLE, "guarded", "False", "FilterRejected");
            awaitReady(FILTER, "narrower", "False", "Unreadable");
            awaitReady(FILTER, "first", "False", "Unreadable");
            awaitReady(BUNDLE, "late", "False", "Unreadable");
            for (int i = 0; i < oddBundles.size(); i++) {
                awaitReady(BUNDLE, "odd-" + i, "False", "Unreadable");
            }
            assertThat(operator.log())
                    .contains("The NamespaceCertificateBundle default/odd-3 cannot be read: spec.certificates[0] is"
                            + " missing")
                    .doesNotContain("hunter2", "will stop", "Exception");
            assertThat(operator.get("/q/metrics"))
                    .contains("namespacecerts_unreadable{kind=\"bundle\",} 12.0")
                    .contains("namespacecerts_unreadable{kind=\"filter\",} 2.0");
            assertThat(client.v1().events().inNamespace("default").list().getItems())
                    .anySatisfy(event -> {
                        assertThat(event.getInvolvedObject().getName()).isEqualTo("odd-3");
                        assertThat(event.getReason()).isEqualTo("Unreadable");
                        assertThat(event.getType()).isEqualTo("Warning");
                    });
            repair("odd-3");
            awaitReady(BUNDLE, "odd-3", "True", "Ready");
        }
    }

    private static boolean create(String kind, String name, String rest) {
        String body = """
            {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s"}, %s}\
            """.formatted(OURS, kind, name, rest);
        return client.raw(path(kind), "POST", body).contains(name);
    }

    private static void status(String name, String status) {
        GenericKubernetesResource bundle = client.genericKubernetesResources(OURS, BUNDLE)
                .inNamespace("default")
                .withName(name)
                .get();
        String version = bundle.getMetadata().getResourceVersion();
        client.raw(
                path(BUNDLE) + "/" + name + "/status", "PUT", """
                    {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s", "resourceVersion": "%s"}, %s, "status": %s}\
                    """.formatted(OURS, BUNDLE, name, version, GOOD, status));
    }

    private static void repair(String name) {
        String body = """
            {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s", "resourceVersion": "%s"}, %s}\
            """;
        String version = client.genericKubernetesResources(OURS, BUNDLE)
                .inNamespace("default")
                .withName(name)
                .get()
                .getMetadata()
                .getResourceVersion();
        client.raw(path(BUNDLE) + "/" + name, "PUT", body.formatted(OURS, BUNDLE, name, version, GOOD));
    }

    private static String path(String kind) {
        return "/apis/" + OURS + "/namespaces/default/" + kind.toLowerCase(Locale.ROOT) + "s";
    }

    private static void awaitReady(String kind, String name, String status, String reason) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    GenericKubernetesResource found = client.genericKubernetesResources(OURS, kind)
                            .inNamespace("default")
                            .withName(name)
                            .get();
                    Object observed = found.get("status", "observedGeneration");
                    assertThat(observed)
                            .as(name)
                            .isNotNull()
                            .hasToString(found.getMetadata().getGeneration().toString());
                    List<Map<String, String>> conditions = found.get("status", "conditions");
                    assertThat(conditions).as(name).anySatisfy(condition -> {
                        assertThat(condition).containsEntry("type", "Ready").containsEntry("status", status);
                        assertThat(condition).containsEntry("reason", reason);
                    });
                });
    }
}
