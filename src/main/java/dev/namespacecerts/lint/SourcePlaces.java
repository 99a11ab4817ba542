package dev.namespacecerts.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ClientReference;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Place;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the texts of a bundle stand, and the PEM blocks in them. */
final class SourcePlaces {
    private static final Pattern SOURCE = Pattern.compile("spec\\.certificates\\[(\\d{1,6})]");

    private final Held<NamespaceCertificateBundle> bundle;
    private final ObjectIndex index;
    private final Map<Text, List<PemBlock>> blocks = new HashMap<>();

    SourcePlaces(Held<NamespaceCertificateBundle> bundle, ObjectIndex index) {
        this.bundle = bundle;
        this.index = index;
    }

    /** A field with a text. @param value null if it is encoded, so that its lines are not those of the file */
    private record Text(Document document, String path, String value) {}

    /** Of a violation of the bundle. */
    Place place(String source, Integer position) {
        return text(source).map(text -> place(text, position)).orElseGet(() -> field(source));
    }

    /** Of the field of the bundle. */
    Place field(String source) {
        return bundle.document().place(source == null ? "spec" : source);
    }

    /** The field of the bundle that names the object with the text; null for a text in the bundle itself. */
    Place reference(String source) {
        return text(source).filter(text -> text.document() != bundle.document()).isPresent() ? field(source) : null;
    }

    /** Of a violation of a client. */
    Place client(String secret, String key, Integer position) {
        return index.secret(bundle.document(), secret)
                .map(held -> key == null
                        ? held.document().place("")
                        : text(held.document(), key)
                                .map(text -> place(text, position))
                                .orElseGet(() -> held.document().place("")))
                .orElseGet(() -> clientField(secret));
    }

    /** The entry of spec.clients that names a Secret, or the field. */
    Place clientField(String secret) {
        List<ClientReference> clients = bundle.object().getSpec().clients();
        for (int i = 0; i < clients.size(); i++) {
            if (secret.equals(clients.get(i).secretName())) {
                return bundle.document().place("spec.clients[" + i + "]");
            }
        }
        return bundle.document().place("spec.clients");
    }

    private Optional<Text> text(String source) {
        Matcher matcher = SOURCE.matcher(source == null ? "" : source);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        CertificateSource given = bundle.object().getSpec().certificates().get(Integer.parseInt(matcher.group(1)));
        if (given.inline() != null) {
            return Optional.of(new Text(bundle.document(), source + ".inline", given.inline()));
        }
        if (given.configMap() != null) {
            return index.configMap(bundle.document(), given.configMap().name())
                    .flatMap(map -> text(map.document(), given.configMap().key()));
        }
        return index.secret(bundle.document(), given.secret().name())
                .flatMap(secret -> text(secret.document(), given.secret().key()));
    }

    private static Optional<Text> text(Document document, String key) {
        boolean secret = document.kind().equals("Secret");
        String plain = secret ? "stringData" : "data";
        String encoded = secret ? "data" : "binaryData";
        JsonNode value = document.content().path(plain).get(key);
        if (value != null) {
            return Optional.of(new Text(document, ObjectReader.path(plain, key), value.asText()));
        }
        return document.content().path(encoded).has(key)
                ? Optional.of(new Text(document, ObjectReader.path(encoded, key), null))
                : Optional.empty();
    }

    private Place place(Text text, Integer position) {
        if (position == null || text.value() == null) {
            return text.document().place(text.path());
        }
        List<PemBlock> found =
                blocks.computeIfAbsent(text, t -> PemReader.read(t.value().getBytes(StandardCharsets.UTF_8)));
        return position > found.size()
                ? text.document().place(text.path())
                : text.document()
                        .place(
                                text.path(),
                                text.value(),
                                found.get(position - 1).line());
    }
}
