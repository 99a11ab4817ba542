package dev.namespacecerts.watch;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;

/**
 * A cached ConfigMap: its identity, its owners if the operator created it, and all its metadata if it is as the operator publishes. Its
 * data is not read.
 */
@Group("")
@Version("v1")
@Kind("ConfigMap")
@Singular("configmap")
@Plural("configmaps")
@JsonDeserialize(using = MetadataOnlyConfigMap.Deserializer.class)
@SuppressWarnings("serial") // is never serialised
public final class MetadataOnlyConfigMap extends ConfigMap {
    MetadataOnlyConfigMap() {
        // Each of its empty maps needs as much memory as its name.
        setData(null);
        setBinaryData(null);
        setAdditionalProperties(Map.of());
    }

    static final class Deserializer extends MetadataOnlyDeserializer<MetadataOnlyConfigMap> {
        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(MetadataOnlyConfigMap.class, MetadataOnlyConfigMap::new);
        }
    }
}
