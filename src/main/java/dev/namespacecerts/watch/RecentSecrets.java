package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Secrets that the operator wrote recently and that the watch may not have reported yet. Without them, the next reconciliation
 * would generate a key for a Secret that exists. Their private keys are not kept. Entries expire after ten seconds.
 */
@ApplicationScoped
public class RecentSecrets {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ConcurrentMap<String, Entry> written = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Entry(CertificateOnlySecret secret, Instant at) {}

    public RecentSecrets(Clock clock) {
        this.clock = clock;
    }

    /** Records a Secret from the response of the API server, and returns its cached form. */
    public CertificateOnlySecret wrote(Secret answered) {
        Instant now = clock.instant();
        CertificateOnlySecret kept = ReducedObjects.kept(answered);
        written.values().removeIf(entry -> entry.at().plus(LONGEST).isBefore(now));
        written.put(Keys.of(answered), new Entry(kept, now));
        return kept;
    }

    /** Removes a Secret that the watch reports as deleted; a new Secret of the same name has another uid. */
    public void deleted(Secret secret) {
        written.computeIfPresent(Keys.of(secret), (key, entry) -> isSame(entry.secret(), secret) ? null : entry);
    }

    private static boolean isSame(Secret one, Secret other) {
        return Objects.equals(one.getMetadata().getUid(), other.getMetadata().getUid());
    }

    /** The Secrets of a bundle by name: those from the watch, replaced by recent ones if these are newer. */
    public Map<String, CertificateOnlySecret> over(
            List<CertificateOnlySecret> watched, NamespaceCertificateBundle owner) {
        Map<String, CertificateOnlySecret> newest = new HashMap<>();
        watched.forEach(secret -> newest.put(secret.getMetadata().getName(), secret));
        Instant now = clock.instant();
        written.values().stream()
                .filter(entry -> !entry.at().plus(LONGEST).isBefore(now))
                .map(Entry::secret)
                .filter(secret -> OwnedObjects.by(owner, secret.getMetadata()))
                .forEach(secret -> newest.merge(secret.getMetadata().getName(), secret, RecentSecrets::newer));
        return newest;
    }

    private static CertificateOnlySecret newer(CertificateOnlySecret shown, CertificateOnlySecret written) {
        return version(written) > version(shown) ? written : shown;
    }

    private static long version(Secret secret) {
        return Keys.number(secret.getMetadata().getResourceVersion());
    }
}
