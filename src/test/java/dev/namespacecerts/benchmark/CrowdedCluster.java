package dev.namespacecerts.benchmark;

import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Bundles of three P-384 CAs each, each published to a ConfigMap, and the objects of others in the same cluster. */
final class CrowdedCluster {
    static final String NAMESPACE = "fleet";
    private static final String OTHERS = "others";
    private static final int DATA = 100_000;

    /** A few keys under many names: the operator caches by certificate, and keys take long to generate. */
    private static final List<KeyPair> KEYS = IntStream.range(0, 8)
            .mapToObj(i -> TestKeys.pair("ECDSA-P384", new SecureRandom()))
            .toList();

    private final ApiClient api;

    CrowdedCluster(ApiClient api) {
        this.api = api;
        for (String name : List.of(NAMESPACE, OTHERS)) {
            api.send(Call.create("/api/v1/namespaces", "{\"metadata\":{\"name\":\"%s\"}}".formatted(name)));
        }
    }

    static String bundles() {
        return "/apis/namespacecerts.dev/v1alpha1/namespaces/" + NAMESPACE + "/namespacecertificatebundles";
    }

    void createBundles(int from, int to) {
        send(from, to, i -> Call.create(bundles(), bundle(i)));
    }

    private static String bundle(int i) {
        return """
            {"apiVersion":"namespacecerts.dev/v1alpha1","kind":"NamespaceCertificateBundle",
             "metadata":{"name":"bundle-%1$d"},
             "spec":{"certificates":[{"inline":"%2$s"}],"publish":{"configMap":{"name":"bundle-%1$d","key":"ca.crt"}}}}
            """.formatted(i, (root(3 * i) + root(3 * i + 1) + root(3 * i + 2)).replace("\n", "\\n"));
    }

    private static String root(int number) {
        return CertificateBuilder.root("CN=Acme Root " + number + ",O=Acme")
                .keyAlgorithm("ECDSA-P384")
                .keyPair(KEYS.get(number % KEYS.size()))
                .build()
                .pem();
    }

    /** TLS Secrets that no bundle selects: a leaf and its issuer, as cert-manager writes them. */
    void createUnselectedSecrets(int from, int to) {
        var issuer =
                CertificateBuilder.root("CN=Ingress").keyAlgorithm("ECDSA-P256").build();
        send(from, to, i -> {
            var leaf = CertificateBuilder.leaf("CN=ingress-" + i)
                    .keyAlgorithm("ECDSA-P256")
                    .issuedBy(issuer)
                    .build();
            return Call.create("/api/v1/namespaces/" + OTHERS + "/secrets", """
                {"metadata":{"name":"ingress-%d-tls","labels":{"controller.cert-manager.io/fao":"true"},
                  "annotations":{"cert-manager.io/certificate-name":"ingress-%1$d","cert-manager.io/issuer-kind":"Issuer"}},
                 "type":"kubernetes.io/tls","data":{"tls.crt":"%s","tls.key":"%s"}}
                """.formatted(
                            i, base64(leaf.pem() + issuer.pem()), base64(leaf.privateKeyPem())));
        });
    }

    void deleteUnselectedSecrets(int from, int to) {
        send(from, to, i -> Call.delete("/api/v1/namespaces/" + OTHERS + "/secrets/ingress-" + i + "-tls"));
    }

    /** ConfigMaps of 100 KB that no bundle names. */
    void createUnrelatedConfigMaps(int from, int to) {
        String text = "x".repeat(DATA);
        send(
                from,
                to,
                i -> Call.create(
                        "/api/v1/namespaces/" + OTHERS + "/configmaps",
                        "{\"metadata\":{\"name\":\"dashboard-%d\"},\"data\":{\"dashboard.json\":\"%s\"}}"
                                .formatted(i, text)));
    }

    private void send(int from, int to, IntFunction<Call> call) {
        for (int start = from; start < to; start += 500) {
            api.sendAll(IntStream.range(start, Math.min(to, start + 500))
                    .parallel()
                    .mapToObj(call)
                    .toList());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
