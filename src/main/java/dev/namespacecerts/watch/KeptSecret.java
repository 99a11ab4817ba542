package dev.namespacecerts.watch;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.namespacecerts.rules.leaf.ClientSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** What is kept of a Secret: identity, type, labels, owners, and its certificates; no data. */
@Group("")
@Version("v1")
@Kind("Secret")
@Singular("secret")
@Plural("secrets")
@JsonDeserialize(using = KeptSecretDeserializer.class)
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
