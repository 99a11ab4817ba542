package dev.namespacecerts.watch;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;

/** A cached Secret of a connection to Temporal Cloud: its identity. Its data is not read, because it has an API key. */
@Group("")
@Version("v1")
@Kind("Secret")
@Singular("secret")
@Plural("secrets")
@JsonDeserialize(using = MetadataOnlySecret.Deserializer.class)
@SuppressWarnings("serial") // is never serialised
public final class MetadataOnlySecret extends Secret {
    MetadataOnlySecret() {
        // Each of its empty maps needs as much memory as its name.
        setData(null);
        setStringData(null);
        setAdditionalProperties(Map.of());
    }

    static final class Deserializer extends MetadataOnlyDeserializer<MetadataOnlySecret> {
        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(MetadataOnlySecret.class, MetadataOnlySecret::new);
        }
    }
}
