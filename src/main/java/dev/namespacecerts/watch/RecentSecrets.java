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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Secrets that the operator wrote a moment ago and that the watch may not show yet. Without them the next visit would make
 * a key for a Secret that is already there. Their keys are not kept, and they are forgotten after ten seconds at the latest.
 */
@ApplicationScoped
public class RecentSecrets {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ConcurrentMap<String, Entry> written = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Entry(KeptSecret secret, Instant at) {}

    public RecentSecrets(Clock clock) {
        this.clock = clock;
    }

    /** Notes a Secret as the API server answered it, and returns what is kept of it. */
    public KeptSecret wrote(Secret answered) {
        Instant now = clock.instant();
        KeptSecret kept = Pruned.kept(answered);
        written.values().removeIf(entry -> entry.at().plus(LONGEST).isBefore(now));
        written.put(Keys.of(answered), new Entry(kept, now));
        return kept;
    }

    /** Forgets a Secret that a watch shows to be gone; one that was written in its place meanwhile is another. */
    public void gone(Secret deleted) {
        written.computeIfPresent(Keys.of(deleted), (key, entry) -> isSame(entry.secret(), deleted) ? null : entry);
    }

    private static boolean isSame(Secret one, Secret other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    /** The Secrets that a watch shows for a bundle, with those that are newer in place of them, by name. */
    public Map<String, KeptSecret> over(List<KeptSecret> watched, NamespaceCertificateBundle owner) {
        Map<String, KeptSecret> newest = new HashMap<>();
        watched.forEach(secret -> newest.put(secret.getMetadata().getName(), secret));
        Instant now = clock.instant();
        written.values().stream()
                .filter(entry -> !entry.at().plus(LONGEST).isBefore(now))
                .map(Entry::secret)
                .filter(secret -> Owned.by(owner, secret.getMetadata()))
                .forEach(secret -> newest.merge(secret.getMetadata().getName(), secret, RecentSecrets::newer));
        return newest;
    }

    private static KeptSecret newer(KeptSecret shown, KeptSecret written) {
        return version(written) > version(shown) ? written : shown;
    }

    /** Versions of objects of one kind can be compared as numbers since Kubernetes 1.35, and always could with etcd. */
    private static long version(Secret secret) {
        try {
            return Long.parseLong(secret.getMetadata().getResourceVersion());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
