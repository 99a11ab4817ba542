package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentConfigMapsTest {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "\n-----END CERTIFICATE-----\n";

    private final RecentConfigMaps recent = new RecentConfigMaps();
    private final List<String> requests = new ArrayList<>();

    @Test
    void aVersionIsReadOnce() {
        assertThat(get("a", "1", "1", 10)).isEqualTo("1");
        assertThat(get("a", "1", "2", 10)).isEqualTo("1");
        assertThat(requests).containsExactly("a");
    }

    @Test
    void aNewerVersionIsRead() {
        get("a", "1", "1", 10);
        assertThat(get("a", "2", "2", 10)).isEqualTo("2");
        assertThat(get("a", null, "3", 10)).as("unknown to the watch").isEqualTo("3");
        assertThat(requests).containsExactly("a", "a", "a");
    }

    @Test
    void anAbsentOneIsReadEachTime() {
        assertThat(recent.get("a", key -> Optional.empty(), Optional::empty)).isEmpty();
        get("a", "1", "1", 10);
        assertThat(recent.get("a", key -> Optional.empty(), Optional::empty)).isEmpty();
        get("a", "1", "1", 10);
        assertThat(requests).containsExactly("a", "a");
    }

    @Test
    void thoseUsedLastAreKept() {
        get("a", "1", "1", 900_000);
        get("b", "1", "1", 900_000);
        get("a", "1", "1", 900_000);
        get("c", "1", "1", 900_000);
        get("huge", "1", "1", 2_000_001);
        requests.clear();
        get("a", "1", "1", 900_000);
        get("c", "1", "1", 900_000);
        get("huge", "1", "1", 2_000_001);
        get("b", "1", "1", 900_000);
        assertThat(requests).containsExactly("huge", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\nMHcC\n",
                "-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIGH\n",
                "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t"
            })
    void aTextWithAnythingButCertificatesIsNotKept(String text) {
        ConfigMap map = map("1", 10);
        map.getData().put("other", text);
        assertThat(isKept(map)).isFalse();
    }

    @Test
    void binaryDataIsNotKept() {
        ConfigMap map = map("1", 10);
        map.setBinaryData(Map.of("keystore.p12", "MIIB"));
        assertThat(isKept(map)).isFalse();
        map.setBinaryData(Map.of());
        assertThat(isKept(map)).isTrue();
    }

    private boolean isKept(ConfigMap map) {
        recent.get("map", key -> Optional.of("1"), () -> Optional.of(map));
        return recent.get("map", key -> Optional.of("1"), Optional::empty).isPresent();
    }

    private String get(String key, String shown, String current, int size) {
        return recent.get(key, name -> Optional.ofNullable(shown), () -> {
                    requests.add(key);
                    return Optional.of(map(current, size));
                })
                .orElseThrow()
                .getMetadata()
                .getResourceVersion();
    }

    private static ConfigMap map(String version, int size) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withResourceVersion(version)
                .endMetadata()
                .addToData("ca.crt", BEGIN + "x".repeat(Math.max(0, size - BEGIN.length() - END.length())) + END)
                .build();
    }
}
