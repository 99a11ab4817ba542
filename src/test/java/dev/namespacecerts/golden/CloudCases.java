package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCase.of;
import static dev.namespacecerts.golden.GoldenCertificates.OTHER_ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.PAST;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.STRANGER;
import static dev.namespacecerts.golden.GoldenCertificates.WORKER;
import static dev.namespacecerts.golden.GoldenCertificates.pem;
import static dev.namespacecerts.golden.GoldenCertificates.root;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Unlisted;
import dev.namespacecerts.api.v1alpha1.ConnectionReference;
import dev.namespacecerts.api.v1alpha1.ConnectionReference.Scope;
import dev.namespacecerts.sync.AcceptedCa;
import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Synchronized, and what the status says of Temporal Cloud. Temporal Cloud is not called: the case says what it has. */
final class CloudCases {
    private static final String NAMESPACE = "golden-cloud.a2dd6";
    private static final String CONNECTION = "temporal-cloud";
    private static final CloudFilter WORKERS = new CloudFilter("worker-*", "", "", "");
    private static final CloudFilter STARTERS = new CloudFilter("starter-*", "Acme", "", "");
    private static final List<CloudFilter> NONE = List.of();

    private CloudCases() {}

    static List<GoldenCase> all() {
        return List.of(
                connected("cloud-in-step", Mode.Sync)
                        .cas(ROOT)
                        .filter("workers", "worker-*")
                        .cloud(there(List.of(WORKERS), ROOT)),
                connected("cloud-observed-in-step", Mode.Observe).cas(ROOT).cloud(there(NONE, ROOT)),
                connected("cloud-observed-difference", Mode.Observe)
                        .cas(ROOT, OTHER_ROOT)
                        .filter("workers", "worker-*")
                        .cloud(there(List.of(STARTERS), ROOT, STRANGER)),
                connected("cloud-change-in-progress", Mode.Sync)
                        .cas(ROOT, OTHER_ROOT)
                        .filter("workers", "worker-*")
                        .cloud(there(NONE, ROOT)),
                connected("cloud-adoption-required", Mode.Sync)
                        .cas(ROOT)
                        .filter("workers", "worker-*")
                        .cloud(there(List.of(WORKERS, STARTERS), ROOT, STRANGER)),
                connected("cloud-filters-would-be-cleared", Mode.Sync, Unlisted.Remove)
                        .cas(ROOT)
                        .cloud(there(List.of(STARTERS), ROOT)),
                connected("cloud-mtls-disabled", Mode.Sync)
                        .cas(ROOT)
                        .cloud(new CloudNamespace(
                                "Active", false, "1", Optional.empty(), List.of(), NONE, true, GoldenEvaluation.NOW)),
                connected("cloud-bundle-not-valid", Mode.Sync)
                        .cas(root("Old Root").notAfter(PAST).build())
                        .cloud(there(NONE, ROOT)),
                connected("cloud-ca-waits-for-clients", Mode.Sync)
                        .cas(OTHER_ROOT)
                        .client("worker-a-tls", WORKER)
                        .cloud(there(NONE, ROOT, OTHER_ROOT))
                        .before(new SpecBuilder()
                                .inline(pem(ROOT, OTHER_ROOT))
                                .temporalNamespace(NAMESPACE)
                                .cloud(spec(Mode.Sync, Unlisted.Keep, Scope.Namespace))),
                bundle("cloud-connection-not-found", Scope.Namespace).withoutCluster(),
                bundle("cloud-connection-invalid", Scope.Namespace)
                        .object(connection("saas-api.example.com:443", "a2dd6"))
                        .withoutCluster(),
                bundle("cloud-wrong-account", Scope.Namespace)
                        .object(connection("saas-api.tmprl.cloud:443", "b3ee7"))
                        .withoutCluster(),
                bundle("cloud-connection-not-allowed", Scope.Operator).withoutCluster(),
                bundle("cloud-claimed-by-another", Scope.Namespace)
                        .rival(
                                "older",
                                null,
                                new SpecBuilder().inline(ROOT.pem()).temporalNamespace(NAMESPACE)));
    }

    private static GoldenCase connected(String name, Mode mode) {
        return connected(name, mode, Unlisted.Keep);
    }

    private static GoldenCase connected(String name, Mode mode, Unlisted unlisted) {
        return of(name).spec(spec -> spec.temporalNamespace(NAMESPACE).cloud(spec(mode, unlisted, Scope.Namespace)))
                .object(connection("saas-api.tmprl.cloud:443", "a2dd6"));
    }

    /** A bundle whose Temporal Cloud Namespace is not read. The messages quote its Kubernetes namespace. */
    private static GoldenCase bundle(String name, Scope scope) {
        return of(name).cas(ROOT)
                .spec(spec -> spec.temporalNamespace(NAMESPACE).cloud(spec(Mode.Sync, Unlisted.Keep, scope)));
    }

    private static CloudSpec spec(Mode mode, Unlisted unlisted, Scope scope) {
        return new CloudSpec(new ConnectionReference(CONNECTION, scope), mode, unlisted, null, null, null);
    }

    private static CloudNamespace there(List<CloudFilter> filters, HeldCertificate... cas) {
        return new CloudNamespace(
                "Active",
                true,
                "1",
                Optional.empty(),
                Stream.of(cas)
                        .map(HeldCertificate::parsed)
                        .map(ca -> new AcceptedCa(ca.fingerprint(), Optional.of(ca)))
                        .toList(),
                filters,
                true,
                GoldenEvaluation.NOW);
    }

    private static Secret connection(String address, String account) {
        return GoldenCase.secret(CONNECTION)
                .editMetadata()
                .addToLabels("namespacecerts.dev/connection", "true")
                .endMetadata()
                .withType("Opaque")
                .withStringData(Map.of("api-key", "not-a-key", "address", address, "account-id", account))
                .build();
    }
}
