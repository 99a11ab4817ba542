package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Keys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The sessions of the bundles with Temporal Cloud. A bundle that was deleted and created again has a new one. */
final class Sessions {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Withdrawal withdrawal;

    Sessions(Withdrawal withdrawal) {
        this.withdrawal = withdrawal;
    }

    /** The session of a bundle. */
    Session of(NamespaceCertificateBundle bundle) {
        Session before = sessions.get(Keys.of(bundle));
        if (before != null && before.uid.equals(bundle.getMetadata().getUid())) {
            return before;
        }
        Session session = new Session(bundle.getMetadata().getUid());
        abandon(sessions.put(Keys.of(bundle), session)); // reconciliations of one bundle exclude each other
        return session;
    }

    /** Does something with the session of a bundle, if there is one, under its lock. */
    void with(String bundleKey, Consumer<Session> what) {
        Session session = sessions.get(bundleKey);
        if (session != null) {
            synchronized (session) {
                what.accept(session);
            }
        }
    }

    /** Removes the session of a bundle that was deleted, or has no cloud any more. */
    void forget(String bundleKey) {
        abandon(sessions.remove(bundleKey));
    }

    private void abandon(Session session) {
        if (session != null) {
            synchronized (session) {
                withdrawal.abandon(session);
            }
        }
    }
}
