package dev.namespacecerts.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.function.Supplier;

/** Skips everything but the metadata of an object. */
abstract class MetadataOnlyDeserializer<T extends HasMetadata> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<T> maker;

    MetadataOnlyDeserializer(Class<T> type, Supplier<T> maker) {
        super(type);
        this.maker = maker;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        T kept = maker.get();
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
