package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static dev.namespacecerts.operator.Cluster.condition;
import static dev.namespacecerts.operator.Cluster.errors;
import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Filters fail closed. */
class FilterIT {
    private static final String GOOD = "*.payments";
    private static final String BROKEN = "*\u00a0"; // which the schema accepts

    private final Cluster cluster = new Cluster();
    private final HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void withNoFilterTheBundleIsReady() {
        cluster.create("bundle", inline(root.pem()));
        assertFilters(cluster.eventuallyReady("bundle", "True", "Ready"), 0, 0);
    }

    @Test
    void withOneAcceptedFilterTheBundleIsReady() {
        cluster.filter("good", "bundle", GOOD);
        cluster.create("bundle", inline(root.pem()));
        cluster.eventually("bundle", b -> assertFilters(b, 1, 1));
        cluster.eventuallyReady("bundle", "True", "Ready");
        assertAccepted("good", "True", "Accepted");
    }

    @Test
    void withOneRejectedFilterTheBundleIsValidButNotReady() {
        cluster.create("bundle", inline(root.pem()));
        cluster.filter("broken", "bundle", BROKEN);
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("bundle", "False", "FilterRejected");
        assertFilters(bundle, 0, 1);
        assertCondition(bundle, "Valid", "True", "Valid");
        assertCondition(bundle, "Stalled", "True", "FilterRejected");
        for (String type : List.of("Ready", "Stalled")) {
            assertThat(condition(bundle.getStatus().conditions(), type).getMessage())
                    .contains("\"broken\"", "CF-2");
        }
        assertThat(assertAccepted("broken", "False", "Invalid").getStatus().violations())
                .extracting(RuleViolation::rule)
                .containsExactly("CF-2");
    }

    @Test
    void oneRejectedFilterBesideAnAcceptedOneIsEnough() {
        cluster.create("bundle", inline(root.pem()));
        cluster.filter("good", "bundle", GOOD);
        cluster.filter("broken", "bundle", BROKEN);
        assertFilters(cluster.eventuallyReady("bundle", "False", "FilterRejected"), 1, 2);
        cluster.filter("broken").delete();
        assertFilters(cluster.eventuallyReady("bundle", "True", "Ready"), 1, 1);
    }

    @Test
    void ifFiltersAreRequiredABundleWithoutOneIsNotReady() {
        cluster.create("bundle", null, FilterPolicy.Required, inline(root.pem()));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("bundle", "False", "FilterRequired");
        assertCondition(bundle, "Valid", "True", "Valid");
        cluster.filter("good", "bundle", GOOD);
        cluster.eventuallyReady("bundle", "True", "Ready");
        cluster.filter("good").delete();
        cluster.eventuallyReady("bundle", "False", "FilterRequired");
    }

    @Test
    void aPublicCaIsValidOnlyWithAnAcceptedFilter() {
        cluster.create("bundle", inline(PublicAuthority.pem()));
        assertThat(errors(cluster.eventuallyReady("bundle", "False", "Invalid")))
                .containsExactly("CA-6");
        cluster.filter("broken", "bundle", BROKEN);
        cluster.eventually("bundle", b -> assertFilters(b, 0, 1));
        assertThat(errors(cluster.bundle("bundle").get())).containsExactly("CA-6");
        cluster.filter("good", "bundle", GOOD);
        cluster.eventually("bundle", b -> assertCondition(b, "Valid", "True", "Valid"));
        cluster.filter("broken").delete();
        cluster.eventuallyReady("bundle", "True", "Ready");
        cluster.filter("good").delete();
        cluster.eventuallyReady("bundle", "False", "Invalid");
    }

    @Test
    void moreThan25FiltersAreAnErrorOfTheBundle() {
        cluster.create("bundle", inline(root.pem()));
        for (int i = 0; i < 26; i++) {
            cluster.filter("filter-" + i, "bundle", "worker-" + i);
        }
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("bundle", "False", "Invalid");
        assertThat(errors(bundle)).containsExactly("CF-3");
        cluster.filter("filter-0").delete();
        assertFilters(cluster.eventuallyReady("bundle", "True", "Ready"), 25, 25);
    }

    @Test
    void tooManyFiltersAreNotComparedWithEachOther() {
        cluster.create("bundle", inline(root.pem()));
        for (int i = 0; i < 60; i++) {
            cluster.filter("filter-" + i, "bundle", "worker");
        }
        cluster.eventually("bundle", b -> assertFilters(b, 60, 60));
        cluster.filter("last", "bundle", "worker");
        assertThat(assertAccepted("last", "True", "Accepted").getStatus().violations())
                .isEmpty();
    }

    @Test
    void aFilterNotReconciledYetHasObservedGenerationMinusOne() {
        assertThat(cluster.filter("new", "bundle", GOOD).getStatus().observedGeneration())
                .isEqualTo(-1);
    }

    @Test
    void aFilterOfAMissingBundleIsRejectedUntilTheBundleExists() {
        cluster.filter("early", "late", GOOD);
        CertificateFilter early = assertAccepted("early", "False", "BundleNotFound");
        assertThat(early.getStatus().violations())
                .extracting(RuleViolation::rule)
                .containsExactly("CF-5");
        cluster.create("late", inline(root.pem()));
        assertAccepted("early", "True", "Accepted");
        cluster.bundle("late").delete();
        assertAccepted("early", "False", "BundleNotFound");
    }

    @Test
    void equalFiltersBothHaveAWarningUntilOneIsDeleted() {
        cluster.create("bundle", inline(root.pem()));
        cluster.filter("one", "bundle", "Worker");
        cluster.filter("other", "bundle", " wORKER ");
        eventuallyRules("one", "CF-4");
        eventuallyRules("other", "CF-4");
        assertAccepted("one", "True", "Accepted");
        cluster.filter("other").delete();
        eventuallyRules("one");
    }

    @Test
    void aFieldWithOnlyWhiteSpaceCountsAsUnset() {
        cluster.create("bundle", inline(root.pem()));
        cluster.filter("blank", "bundle", " \t ");
        assertThat(assertAccepted("blank", "False", "Invalid").getStatus().violations())
                .extracting(RuleViolation::rule)
                .containsExactly("CF-1");
    }

    private static void assertFilters(NamespaceCertificateBundle bundle, int accepted, int total) {
        assertThat(bundle.getStatus().filters().accepted()).isEqualTo(accepted);
        assertThat(bundle.getStatus().filters().total()).isEqualTo(total);
    }

    private CertificateFilter assertAccepted(String name, String status, String reason) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            CertificateFilter filter = cluster.filter(name).get();
            assertThat(filter.getStatus().observedGeneration())
                    .isEqualTo(filter.getMetadata().getGeneration());
            assertThat(condition(filter.getStatus().conditions(), "Accepted").getReason())
                    .isEqualTo(reason);
        });
        CertificateFilter filter = cluster.filter(name).get();
        assertThat(condition(filter.getStatus().conditions(), "Accepted").getStatus())
                .isEqualTo(status);
        assertThat(condition(filter.getStatus().conditions(), "Ready").getStatus())
                .isEqualTo(status);
        return filter;
    }

    private void eventuallyRules(String name, String... rules) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            CertificateFilter filter = cluster.filter(name).get();
            assertThat(filter.getStatus().violations())
                    .extracting(RuleViolation::rule)
                    .isEqualTo(List.of(rules));
        });
    }
}
