package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.spec;
import static dev.namespacecerts.operator.CloudBundle.sync;
import static dev.namespacecerts.operator.CloudTenants.CA;
import static dev.namespacecerts.operator.CloudTenants.FOREIGN;
import static dev.namespacecerts.operator.CloudTenants.NEXT;
import static dev.namespacecerts.operator.CloudTenants.bundle;
import static dev.namespacecerts.operator.CloudTenants.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.CloudSpec.ClearFilters;
import dev.namespacecerts.api.v1alpha1.CloudSpec.DeletionPolicy;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Unlisted;
import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.testing.PublicAuthority;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A forged status removes nothing from Temporal Cloud, and filters cannot be evaded by whoever writes bundles. */
class CloudForgedIT {
    private static final CertificateFilterSpec WORKER =
            CertificateFilterSpec.newBuilder().setCommonName("worker").build();
    private static final CertificateFilterSpec DRIVER =
            CertificateFilterSpec.newBuilder().setCommonName("driver").build();
    private static final CloudSpec REMOVE = spec(Mode.Sync, Unlisted.Remove, null);
    private static final CloudSpec OFTEN = spec(Mode.Sync, null, null, null, "1s");
    private static CloudTenants tenants;

    @BeforeAll
    static void start() {
        tenants = new CloudTenants();
    }

    @AfterEach
    void theVictimIsUntouched() {
        tenants.assertVictimUntouched();
    }

    @AfterAll
    static void stop() {
        tenants.close();
    }

    /** Writes a part of status.cloud. */
    private static void forge(String bundle, Map<String, Object> cloud) {
        tenants.attacker
                .bundle(bundle)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of("status", Map.of("cloud", cloud))));
    }

    private static CloudStatus.CloudRecord record(String bundle) {
        return tenants.attacker.bundle(bundle).get().getStatus().cloud().record();
    }

    private static void eventuallyInStep(String bundle) {
        CloudBundle.eventually(tenants.attacker, bundle, "True", "Synchronized");
    }

    /** Reads twice, so that what is wrongly removed would be. */
    private static void assertStays(String temporalNamespace, String pem) {
        int reads = tenants.cloud.requests("GetNamespace", temporalNamespace).size();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> tenants.cloud
                                .requests("GetNamespace", temporalNamespace)
                                .size()
                        >= reads + 2);
        assertThat(tenants.accepted(temporalNamespace)).isEqualTo(pem);
    }

    @Concurrent
    @Test
    void aForgedRecordRemovesNothing() {
        String name = tenants.seed("forged", CA, FOREIGN);
        tenants.create("forged", name, OFTEN, CA);
        tenants.eventually("forged", "AdoptionRequired");
        forge("forged", Map.of("record", Map.of("certificates", fingerprints())));
        assertStays(name, pem(CA, FOREIGN));
        assertThat(record("forged").certificates())
                .doesNotContain(FOREIGN.parsed().fingerprint());
    }

    private static List<String> fingerprints() {
        return List.of(CA.parsed().fingerprint(), FOREIGN.parsed().fingerprint());
    }

    /** A seal is of one bundle, and the newest counts. */
    @Concurrent
    @Test
    void aRecordOfAnotherBundleOrOfFormerTimesRemovesNothing() {
        String first = tenants.seed("first", CA, FOREIGN);
        tenants.create("first", first, OFTEN, CA, FOREIGN);
        eventuallyInStep("first");
        CloudStatus.CloudRecord former = record("first");
        assertThat(former.certificates()).containsExactlyInAnyOrderElementsOf(fingerprints());

        String second = tenants.seed("second", CA, FOREIGN);
        tenants.create("second", second, OFTEN, CA);
        tenants.eventually("second", "AdoptionRequired");
        forge("second", Map.of("record", former));
        assertStays(second, pem(CA, FOREIGN));

        tenants.attacker.edit("first", bundle(first, OFTEN, CA));
        eventuallyInStep("first");
        tenants.cloud.change(first, mtls -> mtls.setAcceptedClientCa(ByteString.copyFromUtf8(pem(CA, FOREIGN))));
        tenants.eventually("first", "AdoptionRequired");
        forge("first", Map.of("record", former));
        assertStays(first, pem(CA, FOREIGN));
    }

    @Concurrent
    @Test
    void aForgedConditionIsCorrected() {
        tenants.create("boasting", tenants.seed("boasting", CA, FOREIGN), sync(), CA);
        tenants.eventually("boasting", "AdoptionRequired");
        String forged = Serialization.asJson(
                        tenants.attacker.bundle("boasting").get().getStatus().conditions())
                .replace("AdoptionRequired", "Synchronized")
                .replace("\"False\"", "\"True\"");
        tenants.attacker
                .bundle("boasting")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"conditions\":" + forged + "}}");
        tenants.eventually("boasting", "AdoptionRequired");
    }

    @Concurrent
    @ParameterizedTest
    @CsvSource({"synchronizedAt", "apiKeyExpiry"})
    void aForgedStatusIsBounded(String field) {
        String bundle = "bounded-" + field.toLowerCase(Locale.ROOT);
        tenants.create(bundle, tenants.seed(bundle, CA), sync(), CA);
        eventuallyInStep(bundle);
        assertThatThrownBy(() -> forge(bundle, Map.of(field, "x".repeat(100_000))))
                .isInstanceOf(KubernetesClientException.class);
        forge(bundle, Map.of(field, "yesterday"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !Serialization.asJson(
                                tenants.attacker.bundle(bundle).get().getStatus())
                        .contains("yesterday"));
    }

    /** M3: the filters over there stay, whatever the bundle is called, and whatever it says of its filters. */
    @Concurrent
    @ParameterizedTest
    @EnumSource(DeletionPolicy.class)
    void filtersAreNotEvadedByRemakingTheBundle(DeletionPolicy deletion) {
        String bundle = "remade-" + deletion.name().toLowerCase(Locale.ROOT);
        String name = tenants.own(bundle);
        tenants.cloud.seed(name, CA.pem(), WORKER);
        tenants.attacker.filter(bundle, bundle, "worker");
        tenants.attacker.create(
                bundle,
                bundle(name, spec(Mode.Sync, Unlisted.Remove, null, deletion, "1s"), CA)
                        .filterPolicy(FilterPolicy.Required));
        eventuallyInStep(bundle);
        tenants.attacker.filter(bundle).delete();
        tenants.eventually(bundle, "FilterRequired");
        for (String other : new String[] {bundle, bundle + "-again"}) {
            delete(bundle);
            delete(bundle + "-again");
            tenants.create(other, name, REMOVE, CA, NEXT);
            tenants.eventually(other, "FiltersWouldBeCleared");
            assertFilters(name, WORKER);
        }
    }

    private static void delete(String bundle) {
        tenants.attacker.bundle(bundle).delete();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenants.attacker.bundle(bundle).get() == null);
    }

    private static void assertFilters(String temporalNamespace, CertificateFilterSpec... filters) {
        assertThat(tenants.cloud.mtls(temporalNamespace).getCertificateFiltersList())
                .extracting(CertificateFilterSpec::getCommonName)
                .containsExactly(Stream.of(filters)
                        .map(CertificateFilterSpec::getCommonName)
                        .toArray(String[]::new));
    }

    @Concurrent
    @Test
    void ofFiltersDeletedOneAfterAnotherTheLastStays() {
        String name = tenants.own("shrinking");
        tenants.cloud.seed(name, CA.pem(), WORKER, DRIVER);
        tenants.attacker.filter("shrinking-worker", "shrinking", "worker");
        tenants.attacker.filter("shrinking-driver", "shrinking", "driver");
        tenants.create("shrinking", name, REMOVE, CA);
        eventuallyInStep("shrinking");
        tenants.attacker.filter("shrinking-worker").delete();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertFilters(name, DRIVER));
        tenants.attacker.filter("shrinking-driver").delete();
        tenants.eventually("shrinking", "FiltersWouldBeCleared");
        assertFilters(name, DRIVER);
    }

    /** Whether the bundle lists it, or somebody else added it over there. */
    @Concurrent
    @Test
    void theLastFilterUnderAPublicCaStaysAlways() {
        String name = tenants.own("public");
        tenants.cloud.seed(name, CA.pem() + PublicAuthority.pem(), WORKER);
        tenants.create("public", name, spec(Mode.Sync, Unlisted.Keep, ClearFilters.Allow), CA);
        tenants.eventually("public", "AdoptionRequired");
        tenants.attacker.edit(
                "public",
                bundle(name, spec(Mode.Sync, Unlisted.Remove, ClearFilters.Allow), CA)
                        .inline(PublicAuthority.pem()));
        tenants.eventually("public", "NotValid");
        assertFilters(name, WORKER);
        String own = tenants.own("public-there");
        tenants.cloud.seed(own, CA.pem(), WORKER);
        tenants.attacker.filter("public-there", "public-there", "worker");
        tenants.create("public-there", own, spec(Mode.Sync, Unlisted.Keep, ClearFilters.Allow), CA);
        eventuallyInStep("public-there");
        tenants.cloud.change(
                own, mtls -> mtls.setAcceptedClientCa(ByteString.copyFromUtf8(CA.pem() + PublicAuthority.pem())));
        tenants.eventually("public-there", "AdoptionRequired");
        tenants.attacker.filter("public-there").delete();
        tenants.eventually("public-there", "WellKnownAuthority");
        assertFilters(own, WORKER);
    }
}
