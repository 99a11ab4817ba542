package dev.namespacecerts.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedSpecTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"temporalNamespace\": null, \"certificates\": [], \"publish\": {\"configMap\": null}}",
                """
                {"temporalNamespace": "a.b", "filterPolicy": "Required", "expiryWarning": "1h", "reconciliation": "Suspended",
                 "removalPolicy": "WaitForClients", "removalDeadline": "2h",
                 "certificates": [{"inline": "x"}, {"configMap": {"name": "a", "key": "b"}}, {"secret": {"name": "c"}}],
                 "clients": [{"secretName": "s"}, {"selector": {"matchLabels": {"a": "b", "c": "d"}}}],
                 "demo": {"authority": {"keyAlgorithm": "RSA-4096"}, "leaves": [{"secretName": "l", "dnsNames": ["x", "y"]}]},
                 "publish": {"secret": {"name": "p", "key": "k"}, "wellKnownAuthorities": "Allow", "settle": "1m", "deletionPolicy": "Retain"},
                 "cloud": {"connectionRef": {"name": "n", "scope": "Operator"}, "mode": "Sync", "interval": "1h"}}
                """
            })
    void readsBundlesAsJacksonDoes(String spec) throws Exception {
        JsonNode tree = JSON.readTree(spec);
        assertThat(AcceptedSpec.read(tree, NamespaceCertificateBundleSpec.class))
                .isEqualTo(JSON.treeToValue(tree, NamespaceCertificateBundleSpec.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"bundleRef\": {\"name\": \"a\"}}",
                "{\"bundleRef\": {\"name\": \"a\"}, \"commonName\": \"\", \"subjectAlternativeName\": \"*.a\"}"
            })
    void readsFiltersAsJacksonDoes(String spec) throws Exception {
        JsonNode tree = JSON.readTree(spec);
        assertThat(AcceptedSpec.read(tree, CertificateFilterSpec.class))
                .isEqualTo(JSON.treeToValue(tree, CertificateFilterSpec.class));
    }
}
