package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.watch.Keys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** When the API key of each connection expires. The service is asked once an hour. */
final class KeyExpiries {
    /** Temporal sends e-mails so many days before the expiry too. */
    private static final List<Integer> WARNINGS = List.of(10, 20, 30);

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, String> connections = new HashMap<>();
    private final CloudCalls calls;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Consumer<String> again;

    /** @param key digest of the API key */
    private record Known(String key, Optional<Instant> expiry, Instant askedAt, Meter gauge) {}

    KeyExpiries(CloudCalls calls, MeterRegistry registry, Clock clock, Consumer<String> again) {
        this.calls = calls;
        this.registry = registry;
        this.clock = clock;
        this.again = again;
    }

    /** Whether warnings are due. */
    static boolean isNear(Instant expiry, Instant now) {
        return days(expiry, now) <= WARNINGS.get(WARNINGS.size() - 1);
    }

    /** Asks, if an hour has passed, or if the key changed. */
    void check(Connection connection, NamespaceCertificateBundle bundle) {
        Instant now = clock.instant();
        use(Keys.of(bundle), connection.name());
        Known before = known.get(connection.name());
        String key = connection.key().digest();
        boolean sameKey = before != null && before.key().equals(key);
        if (sameKey && now.isBefore(before.askedAt().plus(INTERVAL))) {
            return;
        }
        Meter gauge = before == null ? gauge(connection.name()) : before.gauge();
        known.put(connection.name(), new Known(key, sameKey ? before.expiry() : Optional.empty(), now, gauge));
        Caller caller = Caller.of(bundle, Priority.CHECK);
        calls.identity(connection, caller).thenAccept(identity -> {
            known.computeIfPresent(
                    connection.name(),
                    (name, asked) ->
                            asked.key().equals(key) ? new Known(key, identity.keyExpiry(), now, gauge) : asked);
            again.accept(Keys.of(bundle));
        });
    }

    private synchronized void use(String bundleKey, String connection) {
        String former = connections.put(bundleKey, connection);
        if (former != null && !former.equals(connection)) {
            forgetUnused(former);
        }
    }

    /** Removes a bundle. A connection is forgotten with its last bundle, else each new name would leave a time series. */
    synchronized void forget(String bundleKey) {
        String former = connections.remove(bundleKey);
        if (former != null) {
            forgetUnused(former);
        }
    }

    private void forgetUnused(String connection) {
        Known former = connections.containsValue(connection) ? null : known.remove(connection);
        if (former != null) {
            registry.remove(former.gauge());
        }
    }

    /** When the key of a connection expires; empty if that is unknown. */
    Optional<Instant> of(String connection) {
        return Optional.ofNullable(known.get(connection)).flatMap(Known::expiry);
    }

    /** The text of a warning that is due and was not given yet. */
    Optional<String> warning(String connection, Session session) {
        Optional<Instant> expiry = of(connection);
        if (expiry.isEmpty()) {
            return Optional.empty();
        }
        long left = days(expiry.get(), clock.instant());
        int due = WARNINGS.stream().filter(days -> left <= days).findFirst().orElse(Integer.MAX_VALUE);
        boolean news = due < session.warnedDays;
        session.warnedDays = due;
        return news
                ? Optional.of("The API key of connection \"" + connection + "\" expires in less than " + (due + 1)
                        + " days, at " + expiry.get() + ". Create another one, and write it into the Secret.")
                : Optional.empty();
    }

    private Meter gauge(String connection) {
        return Gauge.builder(
                        "namespacecerts.cloud.key.expiration.timestamp",
                        () -> of(connection)
                                .map(end -> (double) end.getEpochSecond())
                                .orElse(Double.NaN))
                .description("When the API key of a connection expires, in seconds since 1970")
                .baseUnit("seconds")
                .tags(
                        "namespace",
                        connection.split("/")[0],
                        "connection",
                        connection.split("/")[1])
                .register(registry);
    }

    private static long days(Instant expiry, Instant now) {
        return Duration.between(now, expiry).toDays();
    }
}
