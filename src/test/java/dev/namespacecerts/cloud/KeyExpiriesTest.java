package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.TemporalCloud;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyExpiriesTest {
    private static final String KEY = "tcld_key_0123456789";
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TemporalCloud cloud = new TemporalCloud();
    private final CloudCalls calls = new CloudCalls(registry, 100, 4);
    private final KeyExpiries keys = new KeyExpiries(calls, registry, Clock.systemUTC(), key -> {});

    @AfterEach
    void close() {
        calls.close();
        cloud.close();
    }

    private Connection connection(String name) {
        return new Connection(name, cloud.address(), "a2dd6", new ApiKey(KEY), Optional.of(TemporalCloud.ca()));
    }

    private static NamespaceCertificateBundle bundle(String name) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setNamespace("payments");
        bundle.getMetadata().setName(name);
        return bundle;
    }

    private Collection<Gauge> gauges() {
        return registry.find("namespacecerts.cloud.key.expiration.timestamp").gauges();
    }

    @Test
    void theServiceIsAskedOnceForAConnection() {
        cloud.addKey(KEY, "key");
        keys.check(connection("payments/cloud"), bundle("one"));
        keys.check(connection("payments/cloud"), bundle("two"));
        await().until(() -> keys.of("payments/cloud").equals(Optional.of(cloud.keyExpiry)));
        keys.check(connection("payments/cloud"), bundle("one"));
        assertThat(cloud.requests("GetCurrentIdentity")).hasSize(1);
    }

    /** A user who names one connection after another leaves no time series for each. */
    @Test
    void aConnectionIsForgottenWithItsLastBundle() {
        for (int i = 0; i < 100; i++) {
            keys.check(connection("payments/cloud-" + i), bundle("one"));
        }
        assertThat(gauges()).hasSize(1);
        keys.check(connection("payments/cloud-99"), bundle("two"));
        keys.forget("payments/one");
        assertThat(gauges()).hasSize(1);
        keys.forget("payments/two");
        assertThat(gauges()).isEmpty();
    }
}
