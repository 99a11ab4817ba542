package dev.namespacecerts.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestCountsTest {
    @Test
    void areThoseOfTheApiServerWithoutTheBenchmarksOwn() {
        RequestCounts answered = RequestCounts.answered("""
                # HELP apiserver_request_total [STABLE] Counter of requests
                apiserver_request_total{code="201",group="namespacecerts.dev",resource="namespacecertificatebundles",\
                scope="resource",subresource="",verb="POST",version="v1alpha1"} 100
                apiserver_request_total{code="200",group="namespacecerts.dev",resource="namespacecertificatebundles",\
                scope="resource",subresource="status",verb="PATCH",version="v1alpha1"} 101
                apiserver_request_total{code="200",group="",resource="configmaps",verb="GET",subresource=""} 2
                apiserver_request_total{code="404",group="",resource="configmaps",verb="GET",subresource=""} 3
                apiserver_request_total{code="200",resource="namespacecertificatebundles",subresource="",verb="GET"} 6
                apiserver_request_total{code="201",group="",resource="events",verb="POST",subresource=""} 7
                apiserver_request_total{code="200",group="",resource="configmaps",verb="WATCH",subresource=""} 4
                apiserver_request_total{code="200",group="",resource="leases",verb="PUT",subresource=""} 9
                """);
        RequestCounts own = new RequestCounts();
        String bundles = "/apis/namespacecerts.dev/v1alpha1/namespaces/watched/namespacecertificatebundles";
        for (int i = 0; i < 100; i++) {
            own.add("POST", bundles);
        }
        own.add("PATCH", bundles + "/bundle-1/status");
        own.add("GET", bundles + "/bundle-1");
        own.add("GET", "/api/v1/namespaces/watched/configmaps/ca-1");

        RequestCounts others = answered.without(own);

        assertThat(others)
                .hasToString("{GET configmaps=4, GET namespacecertificatebundles=5,"
                        + " PATCH namespacecertificatebundles/status=100, POST events=7}");
        assertThat(others.reads()).isEqualTo(9);
        assertThat(others.withoutOwners().reads()).isEqualTo(4);
        assertThat(others.writes()).isEqualTo(100);
        assertThat(others.events()).isEqualTo(7);
    }
}
