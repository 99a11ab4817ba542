package dev.namespacecerts.filter;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.MatchedClients;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Keys;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The known clients that each filter matches. A reconciliation of the bundle finds them; the status of the filter reports them. */
@ApplicationScoped
public class KnownClients {
    private final Map<String, Map<String, MatchedClients>> byBundle = new ConcurrentHashMap<>();
    private final SimpleInboundEventSource<CertificateFilter> changes = new SimpleInboundEventSource<>("known-clients");

    /**
     * Records the matches of a bundle's filters, and requests the reconciliation of the filters with changes.
     *
     * @param matches by the name of the filter; empty if the bundle has no clients
     */
    public void update(NamespaceCertificateBundle bundle, Map<String, MatchedClients> matches) {
        String namespace = bundle.getMetadata().getNamespace();
        Map<String, MatchedClients> before = byBundle.put(Keys.of(bundle), Map.copyOf(matches));
        matches.forEach((filter, matched) -> {
            if (before == null || !Objects.equals(before.get(filter), matched)) {
                changes.propagateEvent(new ResourceID(filter, namespace));
            }
        });
        if (before != null) {
            before.keySet().stream()
                    .filter(filter -> !matches.containsKey(filter))
                    .forEach(filter -> changes.propagateEvent(new ResourceID(filter, namespace)));
        }
    }

    /** Removes a deleted bundle. */
    public void forget(String bundleKey) {
        byBundle.remove(bundleKey);
    }

    /** Whether a bundle was reconciled since the operator started. */
    boolean knows(String bundleKey) {
        return byBundle.containsKey(bundleKey);
    }

    /** The matches of a filter. */
    Optional<MatchedClients> matched(String bundleKey, String filter) {
        return Optional.ofNullable(byBundle.getOrDefault(bundleKey, Map.of()).get(filter));
    }

    EventSource<?, CertificateFilter> changes() {
        return changes;
    }
}
