package dev.namespacecerts.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.internal.KubernetesDeserializer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes an event of a watch. The API server writes apiVersion and kind before the other fields of an object, which is then
 * deserialized at once. The Kubernetes client alone would read each object into a tree first.
 */
final class WatchEventDeserializer extends StdDeserializer<WatchEvent> implements ResolvableDeserializer {
    private static final long serialVersionUID = 1L;
    private static final String API_VERSION = "apiVersion";
    private static final String KIND = "kind";
    private static final Set<String> IDENTITY = Set.of(API_VERSION, KIND);

    /** The Kubernetes client's, which knows the registered kinds. */
    private transient JsonDeserializer<?> resources;

    WatchEventDeserializer() {
        super(WatchEvent.class);
    }

    @Override
    public void resolve(DeserializationContext context) throws JsonMappingException {
        resources = context.findRootValueDeserializer(context.constructType(KubernetesResource.class));
    }

    @Override
    public WatchEvent deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        WatchEvent event = new WatchEvent();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "type" -> event.setType(parser.getValueAsString());
                case "object" -> event.setObject(object(parser, context));
                default -> parser.skipChildren();
            }
        }
        return event;
    }

    private @Nullable Object object(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            return context.readValue(parser, KubernetesResource.class);
        }
        Map<String, String> identity = new HashMap<>();
        try (TokenBuffer start = context.bufferForInputBuffering(parser)) {
            start.writeStartObject();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                start.writeFieldName(field);
                if (parser.nextToken() != JsonToken.VALUE_STRING || !IDENTITY.contains(field)) {
                    break;
                }
                identity.put(field, parser.getText());
                if (identity.size() == IDENTITY.size()) {
                    break;
                }
                start.copyCurrentEvent(parser);
            }
            // The sequence goes on with the current token of the parser, which is not in the buffer.
            JsonParser whole = JsonParserSequence.createFlattened(true, start.asParser(), parser);
            whole.nextToken();
            return context.readValue(whole, type(identity.get(API_VERSION), identity.get(KIND)));
        }
    }

    /** What the Kubernetes client would choose. */
    private Class<? extends KubernetesResource> type(@Nullable String apiVersion, @Nullable String kind) {
        if (apiVersion == null || kind == null || !(resources instanceof KubernetesDeserializer known)) {
            return KubernetesResource.class;
        }
        Class<? extends KubernetesResource> registered = known.getRegisteredKind(apiVersion, kind);
        return registered == null ? GenericKubernetesResource.class : registered;
    }
}
