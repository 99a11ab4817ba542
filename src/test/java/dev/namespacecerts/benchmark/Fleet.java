package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.Digests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Many bundles, each with one filter, published to a ConfigMap each. Half of them have one of ten shared CAs, the others one of
 * their own, so that it is new in each fleet; the first 1,000 have the CA of one ConfigMap besides.
 */
final class Fleet {
    static final int MOST_SHARING = 1_000;
    private static final int SHARED_CAS = 10;
    private static final String SOURCE = "fleet-ca";

    /** The roots that several bundles have: the same in all fleets. */
    private static final List<HeldCertificate> SHARED =
            IntStream.range(0, SHARED_CAS).mapToObj(i -> root("Shared")).toList();

    private final int size;
    private final List<HeldCertificate> cas;
    private HeldCertificate source = root("Fleet");

    /** Fingerprints of the certificates that the status of a bundle must show. */
    private final Map<String, List<String>> expected = new ConcurrentHashMap<>();

    Fleet(int size) {
        this.size = size;
        this.cas = new ArrayList<>(IntStream.range(0, size)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? SHARED.get(i / 2 % SHARED_CAS) : root("Own"))
                .toList());
        IntStream.range(0, size).forEach(this::expect);
    }

    static HeldCertificate root(String name) {
        return CertificateBuilder.root("CN=" + name + " Root,O=Acme")
                .keyAlgorithm("ECDSA-P384")
                .build();
    }

    /** How many bundles have the CA of the ConfigMap. */
    int sharing() {
        return Math.min(size, MOST_SHARING);
    }

    static String bundle(int number) {
        return "bundle-" + number;
    }

    private static String target(int number) {
        return "ca-" + number;
    }

    /** The ConfigMap that bundles share, for its creation. */
    Call createSource(String namespace) {
        return Call.create(configMaps(namespace), source());
    }

    /** A change of the ConfigMap that bundles share, to a new CA. */
    Call changeSource(String namespace) {
        source = root("Fleet");
        IntStream.range(0, sharing()).forEach(this::expect);
        return Call.put(configMaps(namespace) + "/" + SOURCE, source());
    }

    private String source() {
        return """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s"},"data":{"ca.crt":"%s"}}
                """.formatted(SOURCE, escaped(source));
    }

    /** The creation of each bundle and its filter. */
    List<Call> creations(String namespace) {
        List<Call> creations = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            creations.add(
                    Call.create(SideBySide.bundles(namespace), """
                    {"apiVersion":"namespacecerts.dev/v1alpha1","kind":"NamespaceCertificateBundle",
                     "metadata":{"name":"%s"},"spec":{"certificates":%s,
                     "publish":{"configMap":{"name":"%s","key":"ca.crt"}}}}
                    """.formatted(bundle(i), certificates(i), target(i))));
            creations.add(Call.create(filters(namespace), """
                    {"apiVersion":"namespacecerts.dev/v1alpha1","kind":"CertificateFilter",
                     "metadata":{"name":"%s"},"spec":{"bundleRef":{"name":"%s"},"commonName":"worker-%d"}}
                    """.formatted(bundle(i), bundle(i), i)));
        }
        return creations;
    }

    /** An edit that gives a bundle another CA. */
    Call edit(String namespace, int number, HeldCertificate ca) {
        cas.set(number, ca);
        expect(number);
        return Call.patch(
                SideBySide.bundles(namespace) + "/" + bundle(number),
                "{\"spec\":{\"certificates\":" + certificates(number) + "}}");
    }

    /** The writes that a controller must make for this fleet, given the objects of one bundle. */
    List<Call> answers(String namespace, JsonNode bundle, JsonNode filter, JsonNode configMap) {
        List<Call> answers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            answers.add(Call.create(configMaps(namespace), published(i, configMap)));
            answers.add(statusOf(SideBySide.bundles(namespace), i, bundle));
            answers.add(statusOf(filters(namespace), i, filter));
        }
        return answers;
    }

    /** The writes that a controller must make after a change of the shared ConfigMap. */
    List<Call> answersToSource(String namespace, JsonNode bundle, JsonNode configMap) {
        List<Call> answers = new ArrayList<>();
        for (int i = 0; i < sharing(); i++) {
            answers.add(Call.put(configMaps(namespace) + "/" + target(i), published(i, configMap)));
            answers.add(statusOf(SideBySide.bundles(namespace), i, bundle));
        }
        return answers;
    }

    private static Call statusOf(String collection, int number, JsonNode object) {
        return Call.patch(collection + "/" + bundle(number) + "/status", "{\"status\":" + object.get("status") + "}");
    }

    private static String published(int number, JsonNode configMap) {
        JsonNode metadata = configMap.get("metadata");
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + target(number)
                + "\",\"labels\":" + metadata.get("labels") + ",\"annotations\":" + metadata.get("annotations")
                + "},\"data\":" + configMap.get("data") + "}";
    }

    static JsonNode published(ApiClient api, String namespace) {
        return api.read(configMaps(namespace) + "/" + target(0));
    }

    /** Removes everything. */
    static List<Call> removals(String namespace) {
        return List.of(
                Call.delete(SideBySide.bundles(namespace)),
                Call.delete(filters(namespace)),
                Call.delete(configMaps(namespace)),
                Call.delete("/api/v1/namespaces/" + namespace + "/events"));
    }

    static String filters(String namespace) {
        return "/apis/namespacecerts.dev/v1alpha1/namespaces/" + namespace + "/certificatefilters";
    }

    private static String configMaps(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/configmaps";
    }

    private String certificates(int number) {
        String inline = "{\"inline\":\"" + escaped(cas.get(number)) + "\"}";
        return number < sharing()
                ? "[" + inline + ",{\"configMap\":{\"name\":\"" + SOURCE + "\",\"key\":\"ca.crt\"}}]"
                : "[" + inline + "]";
    }

    private void expect(int number) {
        List<String> fingerprints = new ArrayList<>(List.of(fingerprint(cas.get(number))));
        if (number < sharing()) {
            fingerprints.add(fingerprint(source));
        }
        expected.put(bundle(number), fingerprints);
    }

    private static String fingerprint(HeldCertificate ca) {
        return Digests.sha256(ca.der()).substring("sha256:".length());
    }

    private static String escaped(HeldCertificate ca) {
        return ca.pem().replace("\n", "\\n");
    }

    /** Whether the status of a bundle shows its spec, its filter, the shared ConfigMap and what was published. */
    boolean isInStep(JsonNode bundle) {
        JsonNode status = bundle.path("status");
        return isObserved(bundle)
                && isTrue(status, "Ready")
                && status.path("filters").path("accepted").asInt() == 1
                && isTrue(status, "Published")
                && status.path("certificates").findValuesAsText("fingerprint").equals(expected.get(name(bundle)));
    }

    static boolean isFilterInStep(JsonNode filter) {
        return isObserved(filter) && isTrue(filter.path("status"), "Accepted");
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static boolean isObserved(JsonNode object) {
        return object.path("status").path("observedGeneration").asLong()
                == object.path("metadata").path("generation").asLong();
    }

    private static boolean isTrue(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }
}
