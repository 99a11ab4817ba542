package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenEvaluation.NOW;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.evaluate.DemoStep;
import dev.namespacecerts.issue.DemoSteps;
import dev.namespacecerts.x509.Certificate;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;

/** DemoIssued. */
final class DemoCases {
    private static final String AUTHORITY = "accounting-demo-authority";
    private static final int UNPROCESSABLE = 422;
    private static final Certificate DEMO_ROOT = GoldenCertificates.root("accounting demo authority 1")
            .notAfter(NOW.plus(Duration.ofDays(89)))
            .build()
            .parsed();

    private DemoCases() {}

    static List<GoldenCase> all() {
        List<String> leaves = List.of("worker-a-tls");
        return List.of(
                demo("demo-issued", DemoSteps.issued(DEMO_ROOT, leaves, NOW)),
                demo("demo-settling", DemoSteps.settling(DEMO_ROOT, leaves, NOW.plus(Duration.ofMinutes(3)), NOW)),
                demo("demo-starting", DemoSteps.starting(List.of(AUTHORITY, "worker-a-tls"), NOW)),
                demo("demo-issuing-leaves", DemoSteps.issuing(DEMO_ROOT, List.of(), leaves, NOW)),
                demo("demo-01-secret-not-owned", DemoSteps.notOwned("worker-a-tls", NOW)),
                demo("demo-02-beside-a-real-ca", DemoSteps.issued(DEMO_ROOT, leaves, NOW))
                        .cas(GoldenCertificates.ROOT),
                demo("demo-disabled", DemoSteps.disabled(NOW)),
                demo("demo-forbidden", DemoSteps.refused(HttpURLConnection.HTTP_FORBIDDEN, AUTHORITY, NOW)),
                demo("demo-not-writable", DemoSteps.refused(UNPROCESSABLE, AUTHORITY, NOW)));
    }

    private static GoldenCase demo(String name, DemoStep step) {
        return GoldenCase.of(name)
                .spec(spec -> spec.demo(new DemoSpec(
                        new DemoAuthoritySpec("Acme", null, "2160h"),
                        List.of(new DemoLeafSpec(
                                "worker-a-tls", "worker-a", "payments", List.of("worker-a.payments"), "720h")))))
                .demo(step);
    }
}
