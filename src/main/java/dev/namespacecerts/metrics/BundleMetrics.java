package dev.namespacecerts.metrics;

import dev.namespacecerts.metrics.BundleFacts.Breach;
import dev.namespacecerts.metrics.BundleFacts.Client;
import dev.namespacecerts.metrics.BundleFacts.Expiry;
import dev.namespacecerts.metrics.BundleFacts.Kind;
import dev.namespacecerts.metrics.BundleFacts.Publication;
import dev.namespacecerts.metrics.BundleFacts.Truth;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Metrics of bundles: how many are valid and ready, which rules they violate, when their certificates expire, which clients
 * are accepted, and what is published. Sums are computed on each scrape. The earliest expiry of each bundle always has a time
 * series; certificates and clients have one as far as {@link BoundedSeries} has room.
 */
@ApplicationScoped
public class BundleMetrics {
    /** The possible pairs of valid and ready. */
    private static final List<List<Truth>> STATES = List.of(
            List.of(Truth.True, Truth.True),
            List.of(Truth.True, Truth.False),
            List.of(Truth.True, Truth.Unknown),
            List.of(Truth.False, Truth.False),
            List.of(Truth.False, Truth.Unknown),
            List.of(Truth.Unknown, Truth.Unknown));

    private final Map<String, Shown> bundles = new ConcurrentHashMap<>();
    private final BoundedSeries<Expiry> certificates;
    private final BoundedSeries<Client> clients;
    private final MeterRegistry registry;

    /** A bundle, the earliest expiry of each kind, and its own time series. */
    private record Shown(BundleFacts facts, Map<Kind, Instant> earliest, List<Meter> own) {

        /** Whether another state of the bundle has the same time series, with other values. */
        boolean hasSeriesOf(BundleFacts other, Map<Kind, Instant> otherEarliest) {
            return facts.labels().equals(other.labels())
                    && facts.suspended() == other.suspended()
                    && earliest.keySet().equals(otherEarliest.keySet())
                    && facts.publication()
                            .map(published -> published.deadline().isPresent())
                            .equals(other.publication()
                                    .map(published -> published.deadline().isPresent()));
        }
    }

    public BundleMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.certificates = new BoundedSeries<>(
                registry,
                "namespacecerts.certificates.not.shown",
                "Number of certificates without a time series of their own, because there are too many",
                Comparator.comparing(Expiry::end)
                        .thenComparing(Expiry::kind)
                        .thenComparing(Expiry::secret)
                        .thenComparing(Expiry::fingerprint),
                this::expiration);
        this.clients = new BoundedSeries<>(
                registry,
                "namespacecerts.clients.not.shown",
                "Number of client Secrets without a time series of their own, because there are too many",
                Comparator.comparing(Client::accepted).thenComparing(Client::secret),
                this::accepted);
        STATES.forEach(state -> Gauge.builder("namespacecerts.bundles", () -> count(state.get(0), state.get(1)))
                .description("Number of bundles, by whether they are valid and ready; ready is unknown if suspended")
                .tags("valid", state.get(0).label(), "ready", state.get(1).label())
                .register(registry));
        for (Rule rule : Rule.values()) {
            for (Severity severity : rule.severities()) {
                Breach breach = new Breach(rule, severity);
                Gauge.builder("namespacecerts.violations", () -> sum(breach))
                        .description("Number of violations of a rule by bundles and their clients")
                        .tags("rule", rule.id(), "severity", severity.name())
                        .register(registry);
            }
        }
    }

    /** Updates the metrics of a bundle after a reconciliation. */
    public void update(BundleFacts facts) {
        bundles.compute(facts.labels().key(), (key, before) -> show(facts, before));
    }

    /**
     * Updates the metrics of a suspended bundle. The last values are kept; its status has only a part of them.
     *
     * @param fromStatus the values in the status
     */
    public void suspended(BundleFacts fromStatus) {
        bundles.compute(fromStatus.labels().key(), (key, before) -> {
            BundleFacts last = before == null ? fromStatus : before.facts();
            return show(last.suspended(fromStatus.labels()), before);
        });
    }

    /** Removes the metrics of a deleted bundle. */
    public void forget(String bundleKey) {
        bundles.computeIfPresent(bundleKey, (key, removed) -> {
            certificates.remove(removed.facts().labels());
            clients.remove(removed.facts().labels());
            removed.own().forEach(registry::remove);
            return null;
        });
    }

    private Shown show(BundleFacts facts, Shown before) {
        boolean sameLabels = before != null && before.facts().labels().equals(facts.labels());
        if (!sameLabels || !before.facts().clients().equals(facts.clients())) {
            clients.put(facts.labels(), facts.clients());
        }
        boolean sameCertificates = sameLabels && before.facts().certificates().equals(facts.certificates());
        if (!sameCertificates) {
            certificates.put(facts.labels(), facts.certificates());
        }
        Map<Kind, Instant> earliest = sameCertificates ? before.earliest() : earliest(facts);
        if (before != null && before.hasSeriesOf(facts, earliest)) {
            return new Shown(facts, earliest, before.own());
        }
        if (before != null) {
            before.own().forEach(registry::remove);
        }
        return new Shown(facts, earliest, own(facts, earliest));
    }

    private static Map<Kind, Instant> earliest(BundleFacts facts) {
        Map<Kind, Instant> earliest = new EnumMap<>(Kind.class);
        facts.certificates()
                .forEach(expiry ->
                        earliest.merge(expiry.kind(), expiry.end(), (one, other) -> one.isBefore(other) ? one : other));
        return earliest;
    }

    private List<Meter> own(BundleFacts facts, Map<Kind, Instant> earliest) {
        List<Meter> own = new ArrayList<>();
        own.add(gauge(facts, "bundle.suspended", now -> now.facts().suspended() ? 1 : 0)
                .description("1 if the bundle is suspended, else 0")
                .register(registry));
        if (!facts.suspended()) {
            own.add(gauge(facts, "bundle.ready", now -> now.facts().ready() == Truth.True ? 1 : 0)
                    .description("1 if the bundle is Ready, else 0; none while it is suspended")
                    .register(registry));
        }
        earliest.keySet()
                .forEach(kind -> own.add(gauge(
                                facts,
                                "bundle.earliest.expiration.timestamp",
                                now -> seconds(now.earliest().get(kind)))
                        .description("When the first certificate of a bundle expires, in seconds since 1970")
                        .baseUnit("seconds")
                        .tag("kind", kind.label())
                        .register(registry)));
        facts.publication().ifPresent(published -> own.addAll(publication(facts, published)));
        return own;
    }

    private List<Meter> publication(BundleFacts facts, Publication publication) {
        List<Meter> own = new ArrayList<>();
        own.add(publication(facts, "bundle.published", published -> published.current() ? 1 : 0)
                .description("1 if the target has the CAs of the bundle, 0 if it has others or none")
                .register(registry));
        own.add(publication(facts, "rotation.retained.certificates", Publication::retained)
                .description("Number of CAs that were removed from the spec and are still published")
                .register(registry));
        if (publication.deadline().isPresent()) {
            own.add(publication(
                            facts,
                            "rotation.deadline.timestamp",
                            published -> seconds(published.deadline().orElse(null)))
                    .description("When the first CA that clients still need is removed, in seconds since 1970")
                    .baseUnit("seconds")
                    .register(registry));
        }
        return own;
    }

    private Gauge.Builder<?> publication(BundleFacts facts, String name, Function<Publication, Number> value) {
        return gauge(facts, name, now -> now.facts().publication().map(value).orElse(Double.NaN));
    }

    private Gauge.Builder<?> gauge(BundleFacts facts, String name, Function<Shown, Number> value) {
        String key = facts.labels().key();
        return Gauge.builder("namespacecerts." + name, () -> {
                    Shown now = bundles.get(key);
                    return now == null ? Double.NaN : value.apply(now);
                })
                .tags(facts.labels().tags());
    }

    private Meter expiration(BundleLabels bundle, Expiry expiry) {
        return Gauge.builder("namespacecerts.certificate.expiration.timestamp", () -> seconds(expiry.end()))
                .description("When a certificate expires (notAfter), in seconds since 1970")
                .baseUnit("seconds")
                .tags(bundle.tags()
                        .and("kind", expiry.kind().label())
                        .and("common_name", expiry.commonName())
                        .and("fingerprint", expiry.fingerprint())
                        .and("secret", expiry.secret()))
                .register(registry);
    }

    private Meter accepted(BundleLabels bundle, Client client) {
        return Gauge.builder("namespacecerts.client.accepted", () -> client.accepted() ? 1 : 0)
                .description(
                        "1 if the client's certificate is accepted, 0 if it is rejected, with the rule it violates")
                .tags(bundle.tags().and("secret", client.secret()).and("rule", client.ruleLabel()))
                .register(registry);
    }

    private static Number seconds(Instant time) {
        return time == null ? Double.NaN : time.getEpochSecond();
    }

    private long count(Truth valid, Truth ready) {
        return bundles.values().stream()
                .map(Shown::facts)
                .filter(facts -> facts.valid() == valid && facts.ready() == ready)
                .count();
    }

    private int sum(Breach breach) {
        return bundles.values().stream()
                .mapToInt(now -> now.facts().violations().getOrDefault(breach, 0))
                .sum();
    }
}
