package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.ca.BundleJudge;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Objects may have the maximum size, and sources may refer to many keys of many of them. */
class SourceTextsTest {
    private static final String LARGE = "x".repeat(BundleJudge.MOST_BYTES + 1);
    private static final String LARGEST_READ = "y".repeat(BundleJudge.MOST_BYTES);

    private final Map<String, ConfigMap> configMaps = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void aTooLargeTextIsReportedByItsLengthOnly() {
        configMap("big", Map.of("a", LARGE, "b", "é"));
        List<BundleSource> collected = collect(Collections.nCopies(100, configMapKey("big", "a")));
        assertThat(collected)
                .hasSize(100)
                .startsWith(new BundleSource.Unread(
                        "spec.certificates[0]", "ConfigMap big, key a", BundleJudge.MOST_BYTES + 1))
                .endsWith(new BundleSource.Unread(
                        "spec.certificates[99]",
                        "ConfigMap big, key a, again as spec.certificates[99]",
                        BundleJudge.MOST_BYTES + 1));
        assertThat(asked).containsExactly("big");
        assertThat(collect(List.of(new CertificateSource(LARGE, null, null))).get(0))
                .isInstanceOf(BundleSource.Unread.class);
        assertThat(text(collect(List.of(configMapKey("big", "b"))).get(0))).isEqualTo("é");
    }

    @Test
    void aTextIsKeptOnceEvenIfSeveralSourcesReferToIt() {
        secret("one", Map.of("ca.crt", LARGEST_READ));
        List<BundleSource> collected = collect(Collections.nCopies(100, secretKey("one", "ca.crt")));
        assertThat(distinctTexts(collected)).hasSize(1);
        assertThat(asked).containsExactly("one");
    }

    @Test
    void theBytesOfAllTextsTogetherAreLimited() {
        List<CertificateSource> sources = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            configMap("map-" + i, Map.of("a", LARGEST_READ, "b", "b"));
            sources.add(configMapKey("map-" + i, "b"));
        }
        for (int i = 0; i < 50; i++) {
            sources.add(configMapKey("map-" + i, "a"));
        }
        List<BundleSource> collected = collect(sources);
        long kept =
                distinctTexts(collected).stream().mapToLong(text -> text.length).sum();
        assertThat(kept).isLessThanOrEqualTo(BundleJudge.MOST_BYTES_IN_ALL);
        assertThat(collected.get(50)).isInstanceOf(BundleSource.Text.class);
        assertThat(collected.get(99))
                .isEqualTo(new BundleSource.Unread(
                        "spec.certificates[99]", "ConfigMap map-49, key a", BundleJudge.MOST_BYTES));
    }

    @Test
    void missingSourcesAreReportedAndPrivateKeysNeverRead() {
        secret("tls", Map.of("tls.key", "key", "tls.crt", "chain"));
        configMap("map", Map.of("a", "text"));
        List<BundleSource> collected = collect(List.of(
                secretKey("tls", "tls.key"),
                secretKey("tls", "tls.crt"),
                secretKey("none", "tls.crt"),
                configMapKey("none", "a"),
                configMapKey("map", "b"),
                configMapKey("map", "a")));
        assertThat(collected)
                .filteredOn(BundleSource.Missing.class::isInstance)
                .map(BundleSource.Missing.class::cast)
                .extracting(BundleSource.Missing::place)
                .containsExactly(
                        "Secret tls, key tls.key",
                        "Secret none, key tls.crt",
                        "ConfigMap none, key a",
                        "ConfigMap map, key b");
        assertThat(text(collected.get(1))).isEqualTo("chain");
        assertThat(text(collected.get(5))).isEqualTo("text");
    }

    @Test
    void ofATlsSecretOnlyTheKeysWithCertificatesAreRead() {
        secrets.put(
                "tls",
                new SecretBuilder()
                        .withType("kubernetes.io/tls")
                        .addToData(Map.of("tls.crt", base64("chain"), "ca.crt", base64("ca"), "password", base64("p")))
                        .build());
        List<BundleSource> collected =
                collect(List.of(secretKey("tls", "tls.crt"), secretKey("tls", "ca.crt"), secretKey("tls", "password")));
        assertThat(text(collected.get(0))).isEqualTo("chain");
        assertThat(text(collected.get(1))).isEqualTo("ca");
        BundleSource.Missing missing = (BundleSource.Missing)
                collect(List.of(secretKey("none", "password"))).get(0);
        assertThat(collected.get(2))
                .isEqualTo(new BundleSource.Missing(
                        "spec.certificates[2]", missing.place().replace("none", "tls"), missing.why(), "tls"));
    }

    @Test
    void binaryDataOfAConfigMapIsReadToo() {
        configMaps.put(
                "map",
                new ConfigMapBuilder().addToBinaryData("a", base64("text")).build());
        assertThat(text(collect(List.of(configMapKey("map", "a"))).get(0))).isEqualTo("text");
    }

    private List<BundleSource> collect(List<CertificateSource> sources) {
        return new SourceTexts(
                        sources,
                        name -> {
                            asked.add(name);
                            return Optional.ofNullable(configMaps.get(name));
                        },
                        name -> {
                            asked.add(name);
                            return Optional.ofNullable(secrets.get(name));
                        })
                .collect();
    }

    private static Set<byte[]> distinctTexts(List<BundleSource> collected) {
        Set<byte[]> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        collected.stream()
                .filter(BundleSource.Text.class::isInstance)
                .forEach(source -> distinct.add(((BundleSource.Text) source).text()));
        return distinct;
    }

    private static String text(BundleSource source) {
        return new String(((BundleSource.Text) source).text(), StandardCharsets.UTF_8);
    }

    private void configMap(String name, Map<String, String> data) {
        configMaps.put(name, new ConfigMapBuilder().withData(data).build());
    }

    private void secret(String name, Map<String, String> data) {
        SecretBuilder secret = new SecretBuilder();
        data.forEach((key, text) -> secret.addToData(key, base64(text)));
        secrets.put(name, secret.build());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CertificateSource configMapKey(String name, String key) {
        return new CertificateSource(null, new ConfigMapKey(name, key), null);
    }

    private static CertificateSource secretKey(String name, String key) {
        return new CertificateSource(null, null, new SecretKey(name, key));
    }
}
