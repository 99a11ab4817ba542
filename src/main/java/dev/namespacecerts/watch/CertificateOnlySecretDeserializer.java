package dev.namespacecerts.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Deserializes a watched Secret into the cached form. Values of other keys, which may be a megabyte, are skipped. */
final class CertificateOnlySecretDeserializer extends StdDeserializer<CertificateOnlySecret> {
    private static final long serialVersionUID = 1L;

    CertificateOnlySecretDeserializer() {
        super(CertificateOnlySecret.class);
    }

    /** Else Jackson would look for the deserializer again for each object. */
    @Override
    public boolean isCachable() {
        return true;
    }

    @Override
    public CertificateOnlySecret deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Secret secret = new Secret();
        secret.setMetadata(new ObjectMeta());
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "metadata" -> secret.setMetadata(context.readValue(parser, ObjectMeta.class));
                case "type" -> secret.setType(parser.getValueAsString());
                case "data" -> secret.setData(value == JsonToken.START_OBJECT ? data(parser) : Map.of());
                default -> parser.skipChildren();
            }
        }
        return ReducedObjects.kept(secret);
    }

    private static Map<String, String> data(JsonParser parser) throws IOException {
        Map<String, String> data = new HashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING
                    && (key.equals(ReducedObjects.CHAIN) || key.equals(ReducedObjects.KEY))) {
                data.put(key, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return data;
    }
}
