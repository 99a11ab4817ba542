package dev.namespacecerts.watch;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.namespacecerts.rules.leaf.ClientSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A cached Secret: identity, type, labels, owners, and its certificates, without data. An {@link UnreadSecret} has less. */
@Group("")
@Version("v1")
@Kind("Secret")
@Singular("secret")
@Plural("secrets")
@JsonDeserialize(using = CertificateOnlySecretDeserializer.class)
@SuppressWarnings("serial") // is never serialised
public sealed class CertificateOnlySecret extends Secret permits UnreadSecret {
    /** Annotation with the seal that authenticates what the operator wrote into a Secret. */
    public static final String SEAL = "namespacecerts.dev/seal";

    private final transient ClientSecret client;

    CertificateOnlySecret(ClientSecret client) {
        this.client = client;
        // A new Secret has three empty maps, which need more memory than the rest of it.
        setData(null);
        setStringData(null);
        setAdditionalProperties(Map.of());
        setMetadata(null);
    }

    /** Whether the certificates are known. If not, {@link SecretStore} dropped them, and they must be read again. */
    public boolean isRead() {
        return true;
    }

    /** The labels, empty if there are none. */
    public Map<String, String> labels() {
        return Objects.requireNonNullElse(getMetadata().getLabels(), Map.of());
    }

    /** The seal of the Secret. */
    public Optional<String> seal() {
        return Optional.ofNullable(getMetadata().getAnnotations()).map(annotations -> annotations.get(SEAL));
    }

    /** The certificates, and the result of comparing them with the key when the Secret arrived. */
    public ClientSecret client() {
        return client;
    }
}
