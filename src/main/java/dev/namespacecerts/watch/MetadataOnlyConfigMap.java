package dev.namespacecerts.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.IOException;

/** A cached ConfigMap: its identity, and its owners if the operator created it. Its data is not read. */
@Group("")
@Version("v1")
@Kind("ConfigMap")
@Singular("configmap")
@Plural("configmaps")
@JsonDeserialize(using = MetadataOnlyConfigMap.Deserializer.class)
@SuppressWarnings("serial") // is never serialised
public final class MetadataOnlyConfigMap extends ConfigMap {

    /** Skips everything but the metadata. */
    static final class Deserializer extends StdDeserializer<MetadataOnlyConfigMap> {
        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(MetadataOnlyConfigMap.class);
        }

        @Override
        public MetadataOnlyConfigMap deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            MetadataOnlyConfigMap kept = new MetadataOnlyConfigMap();
            kept.setMetadata(new ObjectMeta());
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                if (field.equals("metadata")) {
                    kept.setMetadata(ReducedObjects.owned(context.readValue(parser, ObjectMeta.class)));
                } else {
                    parser.skipChildren();
                }
            }
            return kept;
        }
    }
}
