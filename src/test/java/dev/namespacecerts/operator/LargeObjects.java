package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Arrays;
import java.util.Map;

/** Objects of about a mebibyte each, and bundles whose statuses become long. */
final class LargeObjects {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String PEM =
            CertificateBuilder.root("CN=Acme Root").build().pem();

    private LargeObjects() {}

    /**
     * Creates bundles {@code large-0} to {@code large-12}, ConfigMaps {@code large-0} to {@code large-29}, TLS Secrets {@code
     * large-0} to {@code large-19}, bundles {@code verbose-0} to {@code verbose-14}.
     *
     * @param share how many times as many of them
     */
    static void create(Cluster cluster, int share) {
        for (int i = 0; i < 13 * share; i++) {
            CertificateSource[] texts = new CertificateSource[5];
            Arrays.fill(texts, inline("x".repeat(240_000)));
            cluster.create("large-" + i, texts);
        }
        for (int i = 0; i < 30 * share; i++) {
            cluster.client()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("large-" + i)
                            .withNamespace(cluster.namespace())
                            .endMetadata()
                            .addToData("text", "x".repeat(MEBIBYTE - 10_000))
                            .build())
                    .create();
        }
        for (int i = 0; i < 20 * share; i++) {
            cluster.client()
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("large-" + i)
                            .withNamespace(cluster.namespace())
                            .endMetadata()
                            .withType("kubernetes.io/tls")
                            .withStringData(
                                    Map.of("tls.crt", "", "tls.key", "", "spare", "x".repeat(MEBIBYTE - 10_000)))
                            .build())
                    .create();
        }
        String bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".repeat(20);
        for (int i = 0; i < 40; i++) {
            cluster.clientSecret("bad-" + i, Map.of("bad", "true"), bad, "");
        }
        for (int i = 0; i < 15 * share; i++) {
            cluster.create("verbose-" + i, new SpecBuilder().inline(PEM).clients("bad", "true"));
        }
    }
}
