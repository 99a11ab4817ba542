package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCase.of;
import static dev.namespacecerts.golden.GoldenCertificates.OTHER_ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.PAST;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.WORKER;
import static dev.namespacecerts.golden.GoldenCertificates.pem;
import static dev.namespacecerts.golden.GoldenCertificates.root;

import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.publish.MemoryPublisher;
import dev.namespacecerts.testing.PublicAuthority;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.x509.Digests;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Published and rotations. */
final class PublishCases {
    private static final String TARGET = "accounting-client-ca";
    private static final int UNPROCESSABLE = 422;

    private PublishCases() {}

    static List<GoldenCase> all() {
        return List.of(
                published("published").cas(ROOT),
                published("published-with-filters").cas(ROOT).filter("workers", "worker-*"),
                published("publish-target-is-a-source").configMap(TARGET, ROOT.pem()),
                published("publish-target-not-owned").cas(ROOT).object(foreign()),
                of("published-and-retained").cas(ROOT).spec(spec -> spec.publishAndRetain(TARGET)),
                of("published-over-a-retained-object")
                        .cas(ROOT)
                        .spec(spec -> spec.publishAndRetain(TARGET))
                        .object(retained(OTHER_ROOT.pem())),
                published("publish-retained-object-changed").cas(ROOT).object(retained("changed since")),
                published("publish-not-valid")
                        .cas(root("Old Root").notAfter(PAST).build()),
                published("publish-public-ca").inline(PublicAuthority.pem()).filter("workers", "worker-*"),
                of("publish-public-ca-allowed")
                        .inline(PublicAuthority.pem())
                        .filter("workers", "worker-*")
                        .spec(spec -> spec.publish(new PublishSpec(
                                new ConfigMapKey(TARGET, "ca.crt"),
                                null,
                                PublishSpec.WellKnownPolicy.Allow,
                                null,
                                null))),
                published("publish-last-valid-kept")
                        .cas(root("Old Root").notAfter(PAST).build())
                        .before(target().inline(ROOT.pem())),
                published("publish-not-restorable")
                        .cas(root("Old Root").notAfter(PAST).build())
                        .before(target().inline(ROOT.pem()))
                        .meanwhile(MemoryPublisher::delete),
                published("publish-contested")
                        .cas(ROOT)
                        .before(target().inline(ROOT.pem()))
                        .meanwhile(MemoryPublisher::contest),
                published("publish-target-terminating")
                        .cas(ROOT)
                        .before(target().inline(ROOT.pem()))
                        .meanwhile(MemoryPublisher::makeStuck),
                published("publish-conflict")
                        .cas(ROOT)
                        .meanwhile(target -> target.refuse(HttpURLConnection.HTTP_CONFLICT)),
                published("publish-forbidden")
                        .cas(ROOT)
                        .meanwhile(target -> target.refuse(HttpURLConnection.HTTP_FORBIDDEN)),
                published("publish-not-writable").cas(ROOT).meanwhile(target -> target.refuse(UNPROCESSABLE)),
                published("publish-update-not-writable")
                        .cas(OTHER_ROOT)
                        .before(target().inline(ROOT.pem()))
                        .meanwhile(target -> target.refuse(UNPROCESSABLE)),
                published("publish-disabled").cas(ROOT).meanwhile(MemoryPublisher::disable),
                published("rotation-settling").cas(OTHER_ROOT).before(target().inline(pem(OTHER_ROOT, ROOT))),
                published("rotation-waiting-for-clients")
                        .cas(OTHER_ROOT)
                        .client("worker-a-tls", WORKER)
                        .spec(spec -> spec.waitForClients("168h"))
                        .before(target().inline(pem(ROOT, OTHER_ROOT))
                                .client("worker-a-tls")
                                .waitForClients("168h")));
    }

    private static GoldenCase published(String name) {
        return of(name).spec(spec -> spec.publishTo(TARGET));
    }

    private static SpecBuilder target() {
        return new SpecBuilder().publishTo(TARGET);
    }

    /** What a deleted bundle of the name published, with the digest of another root. */
    private static ConfigMap retained(String text) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(TARGET)
                .withLabels(Map.of("namespacecerts.dev/managed", "true"))
                .withAnnotations(Map.of(
                        "namespacecerts.dev/retained-for",
                        "accounting",
                        "namespacecerts.dev/digest",
                        Digests.sha256(OTHER_ROOT.pem().getBytes(StandardCharsets.US_ASCII))))
                .endMetadata()
                .withData(Map.of("ca.crt", text))
                .build();
    }

    private static ConfigMap foreign() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(TARGET)
                .endMetadata()
                .withData(Map.of("ca.crt", "somebody else's"))
                .build();
    }
}
