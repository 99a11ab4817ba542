package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.WORKER;
import static dev.namespacecerts.golden.GoldenCertificates.leaf;

import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;

/** CF-1 to CF-5 and EE-9: filters, and which clients they accept. */
final class FilterCases {
    private static final String SECRET = "worker-a-tls";

    private FilterCases() {}

    static List<GoldenCase> all() {
        HeldCertificate named = leaf("worker-a", ROOT)
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "worker-a.payments.svc"))
                .build();
        HeldCertificate nameless = leaf("worker-a", ROOT)
                .subject("O=Acme")
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "worker.payments"))
                .build();
        HeldCertificate twoNames =
                leaf("worker-a", ROOT).subject("CN=second,CN=first,O=Acme").build();
        return List.of(
                of("filter-accepts-by-common-name").client(SECRET, WORKER).filter("workers", "worker-*"),
                of("filter-accepts-by-alternative-name")
                        .client(SECRET, named)
                        .filter("services", null, null, null, "*.payments.svc"),
                of("filter-accepts-by-all-fields")
                        .client(SECRET, named)
                        .filter("workers", "WORKER-A", "acme", "payments", null),
                of("filter-accepts-one-of-two-clients")
                        .client(SECRET, WORKER)
                        .client("worker-b-tls", leaf("worker-b", ROOT).build())
                        .filter("worker-a", "worker-a"),
                of("filter-matches-no-client")
                        .client(SECRET, WORKER)
                        .filter("workers", "worker-*")
                        .filter("misspelt", "wroker-*"),
                of("filter-without-clients").filter("workers", "worker-*"),
                of("filter-policy-required-without-filters")
                        .client(SECRET, WORKER)
                        .spec(spec -> spec.filterPolicy(FilterPolicy.Required)),
                of("filter-policy-required-with-a-filter")
                        .client(SECRET, WORKER)
                        .filter("workers", "worker-*")
                        .spec(spec -> spec.filterPolicy(FilterPolicy.Required)),
                of("filter-policy-required-without-clients").spec(spec -> spec.filterPolicy(FilterPolicy.Required)),
                of("ee-09-no-filter-matches").client(SECRET, WORKER).filter("others", "starter-*"),
                of("ee-09-of-seven-filters-none-matches")
                        .client(SECRET, named)
                        .filter("a", "starter-*")
                        .filter("b", "worker-b")
                        .filter("c", null, "Acme", "billing", null)
                        .filter("d", null, "Other", null, null)
                        .filter("e", null, null, null, "*.billing.svc")
                        .filter("f", "worker-a", "Other", null, "*.payments.svc")
                        .filter("g", "worker-a", null, "billing", null),
                of("ee-09-leaf-without-common-name").client(SECRET, nameless).filter("cn", "worker.payments"),
                of("ee-09-several-common-names").client(SECRET, twoNames).filter("first", "first"),
                of("ee-09-every-filter-is-rejected").client(SECRET, WORKER).filter("broken", "  "),
                // The API server rejects some of these today; it may hold older ones.
                of("cf-01-no-field").filter("empty", null).withoutCluster(),
                of("cf-01-white-space").filter("blank", "  "),
                of("cf-02-star-alone").filter("all", "*").withoutCluster(),
                of("cf-02-star-in-the-middle")
                        .filter("middle", "worker-*-payments")
                        .withoutCluster(),
                of("cf-02-stars-in-two-fields")
                        .filter("both", "*worker*", "a*b", null, null)
                        .withoutCluster(),
                of("cf-02-prefix-with-dot").filter("dot", ".acme.*"),
                of("cf-02-one-of-two-rejected")
                        .client(SECRET, WORKER)
                        .filter("broken", "*\u00a0") // the schema knows no other white space than spaces
                        .filter("workers", "worker-*"),
                twentySixFilters(),
                of("cf-04-same-filter-twice").filter("first", "worker-*").filter("second", "WORKER-*"),
                of("cf-04-broader-filter")
                        .filter("all-workers", "worker-*")
                        .filter("worker-a", "worker-a", "Acme", null, null),
                GoldenCase.of("cf-05-no-bundle")
                        .cas(ROOT)
                        .filterOf("acounting", "workers", "worker-*", null, null, null));
    }

    private static GoldenCase twentySixFilters() {
        GoldenCase golden = of("cf-03-26-filters");
        for (int i = 1; i <= 26; i++) {
            golden.filter("worker-%02d".formatted(i), "worker-%02d".formatted(i));
        }
        return golden;
    }

    private static GoldenCase of(String name) {
        return GoldenCase.of(name).cas(ROOT);
    }
}
