package dev.namespacecerts.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.namespacecerts.json.SpecReader.UnreadableException;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Deserializes a custom resource with any content. If the spec cannot be read, the object is marked, with a recovered spec. */
final class ResourceDeserializer<S, U, T extends CustomResource<S, U>> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Kind<S, U, T> kind;

    /**
     * Describes a kind.
     *
     * @param salvage makes a spec of the readable fields, never null
     * @param mark records on an object why its spec cannot be read
     */
    record Kind<S, U, T extends CustomResource<S, U>>(
            Class<T> type,
            Supplier<T> empty,
            Class<S> spec,
            Class<U> status,
            Function<JsonNode, S> salvage,
            BiConsumer<T, String> mark) {}

    ResourceDeserializer(Kind<S, U, T> kind) {
        super(kind.type());
        this.kind = kind;
    }

    /** Else Jackson would look for the deserializer again for each object. */
    @Override
    public boolean isCachable() {
        return true;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        T object = kind.empty().get();
        JsonNode spec = MissingNode.getInstance();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "metadata" -> object.setMetadata(context.readValue(parser, ObjectMeta.class));
                case "spec" -> spec = context.readTree(parser);
                case "status" -> object.setStatus(StatusReader.read(context.readTree(parser), kind.status()));
                default -> parser.skipChildren();
            }
        }
        try {
            object.setSpec(SpecReader.read(spec, kind.spec()));
        } catch (UnreadableException e) {
            object.setSpec(kind.salvage().apply(spec));
            kind.mark().accept(object, e.getMessage());
        }
        return object;
    }
}
