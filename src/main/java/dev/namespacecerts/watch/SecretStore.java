package dev.namespacecerts.watch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Cache of Secrets. Of those that no bundle uses, it keeps only name, version and labels. */
public final class SecretStore extends ReducingStore<CertificateOnlySecret> {
    /** Different sets of labels that are shared. Secrets that have others keep their own. */
    private static final int MOST_SHARED = 1_000;

    private final Map<Map<String, String>, Map<String, String>> labels = new ConcurrentHashMap<>();
    private final Predicate<CertificateOnlySecret> isUsed;

    /** @param isUsed whether a bundle names, selects or owns a Secret */
    public SecretStore(Predicate<CertificateOnlySecret> isUsed) {
        super(secret -> secret);
        this.isUsed = isUsed;
    }

    /** Returns the equal text that the cache already has, which its indexes would otherwise keep a second time. */
    @Override
    public String getKey(CertificateOnlySecret secret) {
        if (secret instanceof UnreadSecret unread) {
            return unread.key();
        }
        String key = Keys.of(secret);
        return get(key) instanceof UnreadSecret unread ? unread.key() : key;
    }

    @Override
    public synchronized CertificateOnlySecret put(String key, CertificateOnlySecret secret) {
        return super.put(key, isUsed.test(secret) ? secret : reduced(key, secret));
    }

    /** Keeps a Secret that was read because a bundle uses it now, unless the watch has reported another version since. */
    public synchronized void keep(CertificateOnlySecret read) {
        String key = Keys.of(read);
        if (get(key) instanceof UnreadSecret unread && unread.version() == version(read)) {
            super.put(unread.key(), read);
        }
    }

    private CertificateOnlySecret reduced(String key, CertificateOnlySecret secret) {
        long version = version(secret);
        if (version == Keys.NO_NUMBER) {
            return secret;
        }
        Map<String, String> given = Map.copyOf(secret.labels());
        Map<String, String> shared = labels.size() < MOST_SHARED
                ? labels.computeIfAbsent(given, unknown -> given)
                : labels.getOrDefault(given, given);
        return new UnreadSecret(key, version, shared);
    }

    private static long version(CertificateOnlySecret secret) {
        return Keys.number(secret.getMetadata().getResourceVersion());
    }
}
