package dev.namespacecerts.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataOnlyTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "everything",
            value = {
                "GET, /api/v1/namespaces/payments/configmaps?limit=50, PartialObjectMetadataList",
                "GET, /api/v1/namespaces/payments/configmaps?watch=true, PartialObjectMetadata",
                "GET, /api/v1/namespaces/payments/configmaps/ca, everything",
                "POST, /api/v1/namespaces/payments/configmaps, PartialObjectMetadata",
                "PUT, /api/v1/namespaces/payments/configmaps/ca, PartialObjectMetadata",
                "PATCH, /api/v1/namespaces/payments/configmaps/ca, everything",
                "DELETE, /api/v1/namespaces/payments/configmaps/ca, everything",
                "GET, /api/v1/namespaces/payments/secrets?labelSelector=namespacecerts.dev/connection=true, PartialObjectMetadataList",
                "GET, /api/v1/namespaces/payments/secrets?limit=20, everything",
                "POST, /api/v1/namespaces/payments/secrets, everything",
                "PUT, /api/v1/namespaces/payments/secrets/leaf, everything",
                "POST, /api/v1/namespaces/payments/events, PartialObjectMetadata",
                "PATCH, /api/v1/namespaces/payments/events/one, everything",
                "GET, /api/v1/namespaces/payments/configmaps/configmaps, everything",
                "GET, /api/v1/namespaces/payments/secrets/configmaps, everything",
                "PATCH, /apis/namespacecerts.dev/v1alpha1/namespaces/payments/namespacecertificatebundles/shop/status, PartialObjectMetadata",
                "PATCH, /apis/namespacecerts.dev/v1alpha1/namespaces/payments/certificatefilters/workers/status, PartialObjectMetadata",
                "PATCH, /apis/namespacecerts.dev/v1alpha1/namespaces/payments/namespacecertificatebundles/shop, everything",
                "GET, /apis/namespacecerts.dev/v1alpha1/namespaces/payments/namespacecertificatebundles?watch=true, everything",
                "GET, /apis/namespacecerts.dev/v1alpha1/namespaces/payments/namespacecertificatebundles/shop, everything",
                "GET, /apis/namespacecerts.dev/v1alpha1/namespaces/payments/namespacecertificatebundles/configmaps, everything",
                "PATCH, /apis/namespacecerts.dev/v1alpha1/namespaces/payments/namespacecertificatebundles/status, everything",
                "PUT, /api/v1/namespaces/configmaps/secrets/leaf, everything",
                "GET, /api/v1/namespaces/configmaps, everything",
                "GET, /api/v1/configmaps?watch=true, PartialObjectMetadata",
                "GET, /clusters/one/api/v1/configmaps?limit=50, PartialObjectMetadataList",
                "POST, /clusters/one/api/v1/namespaces/payments/configmaps, PartialObjectMetadata",
            })
    void onlyWhereMetadataIsEnough(String method, String path, String form) {
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
