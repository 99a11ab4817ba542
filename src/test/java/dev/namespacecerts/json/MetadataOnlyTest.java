package dev.namespacecerts.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataOnlyTest {
    private static final String CORE = "https://api/api/v1/namespaces/payments/";
    private static final String OURS = "https://api/apis/namespacecerts.dev/v1alpha1/namespaces/payments/";

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "everything",
            value = {
                "GET, configmaps?limit=50, PartialObjectMetadataList",
                "GET, configmaps?watch=true, PartialObjectMetadata",
                "GET, configmaps/ca, everything",
                "POST, configmaps, PartialObjectMetadata",
                "PUT, configmaps/ca, PartialObjectMetadata",
                "PATCH, configmaps/ca, everything",
                "DELETE, configmaps/ca, everything",
                "GET, secrets?labelSelector=namespacecerts.dev/connection=true, PartialObjectMetadataList",
                "GET, secrets?limit=20, everything",
                "POST, secrets, everything",
                "PUT, secrets/leaf, everything",
                "POST, events, PartialObjectMetadata",
                "PATCH, events/one, everything",
                "GET, configmaps/configmaps, everything",
                "GET, secrets/configmaps, everything",
            })
    void ofCoreObjects(String method, String path, String form) {
        assertThat(form(method, CORE + path)).isEqualTo(form);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "everything",
            value = {
                "PATCH, namespacecertificatebundles/shop/status, PartialObjectMetadata",
                "PATCH, certificatefilters/workers/status, PartialObjectMetadata",
                "PATCH, namespacecertificatebundles/shop, everything",
                "GET, namespacecertificatebundles?watch=true, everything",
                "GET, namespacecertificatebundles/shop, everything",
                "GET, namespacecertificatebundles/configmaps, everything",
                "PATCH, namespacecertificatebundles/status, everything",
            })
    void ofCustomResources(String method, String path, String form) {
        assertThat(form(method, OURS + path)).isEqualTo(form);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "everything",
            value = {
                "PUT, /api/v1/namespaces/configmaps/secrets/leaf, everything",
                "GET, /api/v1/namespaces/configmaps, everything",
                "GET, /api/v1/configmaps?watch=true, PartialObjectMetadata",
                "GET, /clusters/one/api/v1/configmaps?limit=50, PartialObjectMetadataList",
                "POST, /clusters/one/api/v1/namespaces/payments/configmaps, PartialObjectMetadata",
            })
    void wordsOfOtherPartsOfThePathDoNotCount(String method, String path, String form) {
        assertThat(form(method, "https://api" + path)).isEqualTo(form);
    }

    /** The form that is requested; null for whole objects. */
    private static String form(String method, String uri) {
        HttpRequest.Builder builder =
                new StandardHttpRequest.Builder().uri(uri).method(method, "application/json", "{}");
        new MetadataOnly().before(builder, builder.build(), null);
        String accept = builder.build().header("Accept");
        if (accept == null) {
            return null;
        }
        assertThat(accept).startsWith("application/json;as=").endsWith(";g=meta.k8s.io;v=v1,application/json");
        return accept.substring(accept.indexOf('=') + 1, accept.indexOf(';', accept.indexOf('=')));
    }
}
