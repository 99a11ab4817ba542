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

/** Which known clients each filter matches: found when a bundle is judged, and told in the status of the filter. */
@ApplicationScoped
public class KnownClients {
    private final Map<String, Map<String, MatchedClients>> byBundle = new ConcurrentHashMap<>();
    private final SimpleInboundEventSource<CertificateFilter> changes = new SimpleInboundEventSource<>("known-clients");

    /**
     * Notes what the filters of a bundle match, and has those judged again for which that is new.
     *
     * @param matches by the name of the filter; empty where the bundle knows of no clients
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

    /** Forgets a bundle that no longer exists. */
    public void forget(String bundleKey) {
        byBundle.remove(bundleKey);
    }

    /** Whether a bundle has been judged since the operator started. */
    boolean knows(String bundleKey) {
        return byBundle.containsKey(bundleKey);
    }

    /** What a filter of a bundle matches. */
    Optional<MatchedClients> matched(String bundleKey, String filter) {
        return Optional.ofNullable(byBundle.getOrDefault(bundleKey, Map.of()).get(filter));
    }

    EventSource<?, CertificateFilter> changes() {
        return changes;
    }
}
