package dev.namespacecerts.watch;

import dev.namespacecerts.rules.leaf.ClientSecret;
import io.fabric8.kubernetes.api.model.Secret;

/** What is kept of a Secret: identity, type, labels, owners, and its certificates; no data. */
@SuppressWarnings("serial") // is never serialised
public final class KeptSecret extends Secret {
    private final transient ClientSecret client;

    KeptSecret(ClientSecret client) {
        this.client = client;
    }

    /** The certificates, and what the key was to them when it arrived. */
    public ClientSecret client() {
        return client;
    }
}
