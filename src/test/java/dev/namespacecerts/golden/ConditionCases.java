package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCase.of;
import static dev.namespacecerts.golden.GoldenCertificates.PAST;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.STRANGER;
import static dev.namespacecerts.golden.GoldenCertificates.WORKER;
import static dev.namespacecerts.golden.GoldenCertificates.leaf;
import static dev.namespacecerts.golden.GoldenCertificates.root;

import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;

/** Conditions: sources, claims, clients, suspension, specs that cannot be read. */
final class ConditionCases {
    private ConditionCases() {}

    static List<GoldenCase> all() {
        return List.of(
                of("source-missing").spec(spec -> spec.sources(GoldenCase.configMapSource("corporate-ca"))),
                of("source-missing-beside-another-error")
                        .cas(root("Old Root").notAfter(PAST).build())
                        .spec(spec -> spec.sources(GoldenCase.configMapSource("corporate-ca"))),
                of("source-missing-beside-a-private-key")
                        .configMap("ca", ROOT.pem() + HeldCertificate.pem("PRIVATE KEY", new byte[48]))
                        .spec(spec -> spec.sources(GoldenCase.configMapSource("corporate-ca"))),
                of("source-secret-of-another-type")
                        .spec(spec -> spec.sources(GoldenCase.secretSource("issuing-ca")))
                        .object(GoldenCase.secret("issuing-ca")
                                .withType("Opaque")
                                .withStringData(Map.of("ca.crt", ROOT.pem()))
                                .build()),
                of("source-secret-labelled")
                        .spec(spec -> spec.sources(GoldenCase.secretSource("issuing-ca")))
                        .object(GoldenCase.secret("issuing-ca")
                                .editMetadata()
                                .addToLabels("namespacecerts.dev/source", "true")
                                .endMetadata()
                                .withType("Opaque")
                                .withStringData(Map.of("ca.crt", ROOT.pem()))
                                .build()),
                of("claimed").cas(ROOT).spec(spec -> spec.temporalNamespace("golden-won.a2dd6")),
                of("claimed-by-an-older-bundle")
                        .cas(ROOT)
                        .spec(spec -> spec.temporalNamespace("golden-lost.a2dd6"))
                        .rival("older", null, claiming("golden-lost.a2dd6")),
                of("claimed-in-another-namespace")
                        .cas(ROOT)
                        .spec(spec -> spec.temporalNamespace("golden-elsewhere.a2dd6"))
                        .rival("older", "elsewhere", claiming("golden-elsewhere.a2dd6"))
                        .withoutCluster(),
                of("claim-not-allowed")
                        .cas(ROOT)
                        .spec(spec -> spec.temporalNamespace("golden.a2dd6"))
                        .allowed("payments=accounting.a2dd6"),
                of("claim-of-no-cloud-namespace").cas(ROOT).spec(spec -> spec.temporalNamespace("default")),
                of("clients-none-selected").cas(ROOT).spec(spec -> spec.clients("app", "payments-worker")),
                of("clients-selected-by-label")
                        .cas(ROOT)
                        .spec(spec -> spec.clients("app", "payments-worker"))
                        .object(worker("worker-a-tls", WORKER))
                        .object(worker(
                                "worker-b-tls", leaf("worker-b", STRANGER).build())),
                threeRejected(),
                of("suspended").cas(ROOT).spec(spec -> spec.reconciliation(Reconciliation.Suspended)),
                of("suspended-after-a-verdict")
                        .cas(ROOT)
                        .spec(spec -> spec.reconciliation(Reconciliation.Suspended))
                        .before(new SpecBuilder().inline(ROOT.pem())),
                of("reconcile-failed")
                        .cas(ROOT)
                        .filter("workers", "worker-*")
                        .failing("the API server answered a request of the operator with HTTP 500"),
                of("unreadable-bundle").cas(ROOT).odd("NamespaceCertificateBundle", "filterPolicy", "\"Sometimes\""),
                of("unreadable-filter")
                        .cas(ROOT)
                        .filter("workers", "worker-*")
                        .odd("CertificateFilter", "commonName", "{\"suffix\": \"worker\"}"));
    }

    private static SpecBuilder claiming(String temporalNamespace) {
        return new SpecBuilder().inline(ROOT.pem()).temporalNamespace(temporalNamespace);
    }

    private static Secret worker(String name, HeldCertificate leaf) {
        return GoldenCase.secret(name)
                .editMetadata()
                .addToLabels("app", "payments-worker")
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withStringData(Map.of("tls.crt", leaf.pem(), "tls.key", leaf.privateKeyPem()))
                .build();
    }

    private static GoldenCase threeRejected() {
        return of("clients-three-rejected")
                .cas(ROOT)
                .client("worker-a-tls", WORKER)
                .client("worker-b-tls", leaf("worker-b", ROOT).notAfter(PAST).build())
                .client("worker-c-tls", leaf("worker-c", STRANGER).build())
                .client("worker-d-tls", leaf("worker-d", ROOT).withoutKeyUsage().build());
    }
}
