package dev.namespacecerts.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudRecord;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerJsonTest {
    private final KubernetesSerialization json = serialization();

    @Test
    void managedFieldsOfAnyDepthAndLengthAreSkipped() {
        String deep = "{\"f:a\":".repeat(9_900) + "{}" + "}".repeat(9_900);
        String wide = "{\"f:" + "k".repeat(2_000_000) + "\":{}}";
        for (String fields : new String[] {deep, wide}) {
            String configMap = """
                {"apiVersion": "v1", "kind": "ConfigMap", "data": {"ca.crt": "text"},
                 "metadata": {"name": "ca", "managedFields": [{"manager": "x", "fieldsV1": %s}], "uid": "7"}}
                """.formatted(fields);
            WatchEvent event = json.unmarshal("{\"type\": \"ADDED\", \"object\": " + configMap + "}", WatchEvent.class);
            assertThat(event.getObject()).isInstanceOfSatisfying(ConfigMap.class, ApiServerJsonTest::assertWhole);
            ConfigMapList list = json.unmarshal("{\"items\": [" + configMap + "]}", ConfigMapList.class);
            assertWhole(list.getItems().get(0));
        }
    }

    /** The client converts an object of any other type by way of JSON. */
    @Test
    void eventsHoldCustomResources() {
        String deep = "{\"f:a\":".repeat(9_900) + "{}" + "}".repeat(9_900);
        for (Class<?> type : List.of(NamespaceCertificateBundle.class, CertificateFilter.class)) {
            WatchEvent event = json.unmarshal("""
                {"type": "ADDED", "object":
                 {"apiVersion": "namespacecerts.dev/v1alpha1", "kind": "%s", "spec": {"certificates": [null]},
                  "metadata": {"name": "shop", "managedFields": [{"manager": "x", "fieldsV1": %s}]}}}
                """.formatted(type.getSimpleName(), deep), WatchEvent.class);
            assertThat(event.getObject()).isInstanceOf(type);
            assertThat(((HasMetadata) event.getObject()).getMetadata().getName())
                    .isEqualTo("shop");
        }
    }

    /** The API server writes apiVersion and kind first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {`apiVersion`: `v1`, `kind`: `ConfigMap`, `metadata`: {`name`: `x`}} | ConfigMap
        {`kind`: `ConfigMap`, `apiVersion`: `v1`, `metadata`: {`name`: `x`}} | ConfigMap
        {`metadata`: {`name`: `x`}, `kind`: `ConfigMap`, `apiVersion`: `v1`} | ConfigMap
        {`kind`: `ConfigMap`, `metadata`: {`name`: `x`}, `apiVersion`: `v1`} | ConfigMap
        {`kind`: `PartialObjectMetadata`, `apiVersion`: `meta.k8s.io/v1`, `metadata`: {`name`: `x`}} | GenericKubernetesResource
        {`kind`: `CertificateFilter`, `apiVersion`: `namespacecerts.dev/v1alpha1`, `metadata`: {`name`: `x`}} | CertificateFilter
        {`kind`: `CertificateFilter`, `metadata`: {`name`: `x`}, `apiVersion`: `namespacecerts.dev/v1alpha1`} | CertificateFilter
        """)
    void anObjectOfAnEventIsReadInAnyOrderOfItsFields(String object, String type) {
        String event = "{`extra`: {`a`: [1]}, `object`: " + object + ", `type`: `MODIFIED`}";
        WatchEvent read = json.unmarshal(event.replace('`', '"'), WatchEvent.class);
        assertThat(read.getType()).isEqualTo("MODIFIED");
        assertThat(read.getObject()).isInstanceOfSatisfying(HasMetadata.class, it -> {
            assertThat(it.getClass().getSimpleName()).isEqualTo(type);
            assertThat(it.getMetadata().getName()).isEqualTo("x");
        });
    }

    @Test
    void theObjectOfAnEventIsNotReadIntoATreeFirst() {
        json.registerKubernetesResource("example.com/v1", "Probe", Probe.class);
        for (String order : List.of(
                "'apiVersion': 'example.com/v1', 'kind': 'Probe'", "'kind': 'Probe', 'apiVersion': 'example.com/v1'")) {
            String event = "{'type': 'ADDED', 'object': {" + order + ", 'metadata': {'name': 'x'}}}";
            WatchEvent read = json.unmarshal(event.replace('\'', '"'), WatchEvent.class);
            assertThat(read.getObject())
                    .isInstanceOfSatisfying(
                            Probe.class, probe -> assertThat(probe.parser).isInstanceOf(JsonParserSequence.class));
        }
    }

    /** Keeps the parser that it was read from. */
    @JsonDeserialize(using = Probe.Deserializer.class)
    private static final class Probe implements KubernetesResource {
        private static final long serialVersionUID = 1L;
        private transient JsonParser parser;

        static final class Deserializer extends JsonDeserializer<Probe> {
            @Override
            public Probe deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                Probe probe = new Probe();
                probe.parser = parser;
                parser.skipChildren();
                return probe;
            }
        }
    }

    @Test
    void aBookmarkHasTheVersionOnly() {
        WatchEvent event = json.unmarshal("""
            {"type": "BOOKMARK", "object":
             {"apiVersion": "namespacecerts.dev/v1alpha1", "kind": "NamespaceCertificateBundle",
              "metadata": {"resourceVersion": "12746", "creationTimestamp": null}, "spec": null}}
            """, WatchEvent.class);
        assertThat(event.getObject())
                .isInstanceOfSatisfying(
                        NamespaceCertificateBundle.class,
                        bundle -> assertThat(bundle.getMetadata().getResourceVersion())
                                .isEqualTo("12746"));
    }

    @Test
    void theFieldsOfACustomResourceAreReadInAnyOrder() {
        NamespaceCertificateBundle bundle = json.unmarshal("""
            {"status": {"observedGeneration": 3}, "spec": {"certificates": [{"inline": "text"}]}, "other": [{}],
             "metadata": {"name": "shop"}, "kind": "NamespaceCertificateBundle", "apiVersion": "namespacecerts.dev/v1alpha1"}
            """, NamespaceCertificateBundle.class);
        assertThat(bundle.getMetadata().getName()).isEqualTo("shop");
        assertThat(bundle.getSpec().certificates()).hasSize(1);
        assertThat(bundle.getStatus().observedGeneration()).isEqualTo(3);
    }

    @Test
    void anErrorOfAWatchIsAStatus() {
        WatchEvent event = json.unmarshal("""
            {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
             "message": "too old resource version", "reason": "Expired", "code": 410}}
            """, WatchEvent.class);
        assertThat(event.getObject())
                .isInstanceOfSatisfying(
                        Status.class, status -> assertThat(status.getCode()).isEqualTo(410));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kind\": \"ConfigMap\"}", "{\"metadata\": {\"name\": \"x\"}}"})
    void anEventWithoutAKindHoldsNoObjectOfAKnownOne(String object) {
        WatchEvent event = json.unmarshal("{\"type\": \"ADDED\", \"object\": " + object + "}", WatchEvent.class);
        assertThat(event.getType()).isEqualTo("ADDED");
        assertThat(event.getObject()).isNotInstanceOf(HasMetadata.class);
    }

    @Test
    void anEmptyListOfMetadataIsEmpty() {
        KubernetesResourceList<?> list = json.unmarshal("{\"items\": null}", DefaultKubernetesResourceList.class);
        assertThat(list.getItems()).isEmpty();
    }

    /** Else it would keep names that users chose. */
    @Test
    void namesOfFieldsAreNotRemembered() throws IOException {
        ObjectMapper mapper = ApiServerJson.mapper();
        String text = "{\"k:uid\": 1}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(name(mapper.createParser(text))).isNotSameAs(name(mapper.createParser(text)));
        assertThat(name(mapper.createParser(bytes))).isNotSameAs(name(mapper.createParser(bytes)));
    }

    private static String name(JsonParser parser) throws IOException {
        try (parser) {
            parser.nextToken();
            return parser.nextFieldName();
        }
    }

    @Test
    void namesMayBeAsLongAsTheApiServerAllows() {
        String key = "k".repeat(1_000_000);
        NamespaceCertificateBundle bundle = json.unmarshal("""
            {"apiVersion": "namespacecerts.dev/v1alpha1", "kind": "NamespaceCertificateBundle",
             "metadata": {"name": "long"}, "spec": {"clients": [{"selector": {"matchLabels": {"%s": "x"}}}]}}
            """.formatted(key), NamespaceCertificateBundle.class);
        assertThat(bundle.getSpec().clients().get(0).selector().matchLabels()).containsOnlyKeys(key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {`certificates`: [null]}  | spec.certificates[0] is missing
        {`certificates`: {}}  | spec.certificates holds a value
        {`filterPolicy`: `Sometimes`}  | spec.filterPolicy holds a value
        {`hunter2`: 1}  | spec holds a field
        {`clients`: [{`selector`: {`matchLabels`: {`hunter2`: {}}}}]}  | spec.clients[0].selector.matchLabels holds a value
        {`clients`: [{`selector`: {}}]}  | spec.clients[0].selector.matchLabels is missing
        {`publish`: {`configMap`: {`name`: `x`}}}  | spec.publish.configMap.key is missing
        {`expiryWarning`: `hunter2`}  | spec.expiryWarning is not a duration
        {`expiryWarning`: `9999999999h9999999999h`, `removalDeadline`: `1e9s`}  | spec.removalDeadline is not a duration
        {`clients`: [null]}  | spec.clients[0] is missing
        {`certificates`: [{`inline`: `x`}, {}]}  | spec.certificates[1] has none of inline
        {`publish`: {`wellKnownAuthorities`: `Deny`}}  | spec.publish has none of configMap
        `text`  | spec holds a value
        null  | spec is missing
        """)
    void anUnreadableSpecIsMarkedAndHasTheRecoveredFields(String spec, String reason) {
        String text = spec.strip().replace('`', '"');
        NamespaceCertificateBundle bundle =
                json.unmarshal(object("NamespaceCertificateBundle", text, "{}"), NamespaceCertificateBundle.class);
        assertThat(bundle.unreadable().orElse("readable")).startsWith(reason).doesNotContain("hunter2");
        assertThat(bundle.getMetadata().getName()).isEqualTo("odd");
        assertThat(bundle.getSpec().certificates()).isEmpty();
        CertificateFilter filter = json.unmarshal(
                object("CertificateFilter", "{\"bundleRef\": {\"name\": \"b\"}, \"other\": 1}", "{}"),
                CertificateFilter.class);
        assertThat(filter.unreadable()).isPresent();
        assertThat(filter.getSpec().bundleRef().name()).isEqualTo("b");
        assertThat(filter.getSpec().commonName()).isNull();
    }

    @Test
    void onlyUnreadableFieldsOfAStatusAreOmitted() {
        NamespaceCertificateBundle bundle = json.unmarshal(
                object("NamespaceCertificateBundle", "{\"certificates\": []}", """
                    {"observedGeneration": 3, "violationCount": 99999999999, "violations": [null], "newer": {},
                     "rotation": {"retained": [{"removedAt": "yesterday"}]}, "clients": 7,
                     "certificates": [{"notAfter": "2027-01-01T00:00:00Z", "newer": 1}],
                     "demo": {"authority": {"generation": 3.5e99}}}\
                    """), NamespaceCertificateBundle.class);
        assertThat(bundle.unreadable()).isEmpty();
        NamespaceCertificateBundleStatus status = bundle.getStatus();
        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.violationCount()).isNull();
        assertThat(status.violations()).isNull();
        assertThat(status.rotation()).isNull();
        assertThat(status.clients()).isNull();
        assertThat(status.demo()).isNull();
        assertThat(status.certificates()).hasSize(1);
        bundle = json.unmarshal(object("NamespaceCertificateBundle", "{}", "[]"), NamespaceCertificateBundle.class);
        assertThat(bundle.getStatus()).isNull();
    }

    /** Without its record, the operator would not know what it may remove from Temporal Cloud. */
    @Test
    void whatIsUnreadableOfTemporalCloudDoesNotTakeTheRecordAlong() {
        NamespaceCertificateBundle bundle = json.unmarshal(
                object("NamespaceCertificateBundle", "{\"certificates\": []}", """
                    {"cloud": {"state": "Active", "mtls": "Perhaps", "synchronizedAt": "yesterday", "newer": {},
                     "apiKeyExpiry": 7, "certificates": [{"notAfter": "tomorrow"}], "filters": [null],
                     "operation": {"id": "7", "startedAt": ""}, "record": {"certificates": ["ab"], "seal": "cd"}}}\
                    """), NamespaceCertificateBundle.class);
        CloudRecord record = new CloudRecord(List.of("ab"), null, null, null, null, null, "cd");
        assertThat(bundle.getStatus().cloud())
                .isEqualTo(new CloudStatus("Active", null, null, null, null, null, null, null, record));
    }

    private static String object(String kind, String spec, String status) {
        return """
            {"apiVersion": "namespacecerts.dev/v1alpha1", "kind": "%s", "metadata": {"name": "odd"}, "spec": %s, "status": %s}
            """.formatted(kind, spec, status);
    }

    private static void assertWhole(ConfigMap configMap) {
        assertThat(configMap.getMetadata().getName()).isEqualTo("ca");
        assertThat(configMap.getMetadata().getUid()).isEqualTo("7");
        assertThat(configMap.getMetadata().getManagedFields()).isEmpty();
        assertThat(configMap.getData()).containsEntry("ca.crt", "text");
    }

    static KubernetesSerialization serialization() {
        KubernetesSerialization json = new KubernetesSerialization(ApiServerJson.mapper(), true);
        ApiServerJson.register(json);
        return json;
    }
}
