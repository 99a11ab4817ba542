package dev.namespacecerts.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Unjudged;
import dev.namespacecerts.x509.DisplayText;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The objects that manifests refer to, but that are not among them; most of them Secrets, which do not belong into Git. */
final class MissingObjects {
    private static final int SHOWN = 200;

    private final ObjectIndex index;
    private final List<Document> makers;
    private final UnjudgedObjects unjudged;

    /** @param makers documents of other projects that make ConfigMaps and Secrets in the cluster */
    MissingObjects(ObjectIndex index, List<Document> makers, UnjudgedObjects unjudged) {
        this.index = index;
        this.makers = makers;
        this.unjudged = unjudged;
    }

    /** An object by its name. */
    record Missing(String kind, String name) {
        @Override
        public String toString() {
            return kind + " \"" + DisplayText.of(name, SHOWN) + "\"";
        }
    }

    boolean isMissing(Document from, Missing what) {
        return what.kind().equals("Secret")
                ? index.secret(from, what.name()).isEmpty()
                : index.configMap(from, what.name()).isEmpty();
    }

    /** Whether SOPS encrypted a value. Anyone can add a field named sops, which must not keep an object from being judged. */
    static boolean isEncrypted(Document document) {
        return document.content().path("sops").isObject() && hasEncrypted(document.content());
    }

    private static boolean hasEncrypted(JsonNode value) {
        return value.isTextual()
                ? value.textValue().startsWith("ENC[")
                : value.valueStream().anyMatch(MissingObjects::hasEncrypted);
    }

    /** Where the object is: what follows its name in a sentence. */
    String whereabouts(Document from, Missing what) {
        Optional<Unjudged> there = unjudged.find(from, what.kind(), what.name());
        if (there.isPresent()) {
            return there.get().reason() + " (" + shown(there.get().document().file()) + ")";
        }
        return makers.stream()
                .filter(maker -> makes(maker, from, what))
                .max(Comparator.comparing(maker -> ObjectIndex.closeness(from, maker)))
                .map(maker -> "is made in the cluster by " + maker.kind() + " \"" + shown(maker.name()) + "\" ("
                        + shown(maker.file()) + ")")
                .orElse("is not in the given paths");
    }

    private static String shown(String text) {
        return DisplayText.of(text, SHOWN);
    }

    String remedy(Document from, Missing what) {
        return unjudged.find(from, what.kind(), what.name())
                .map(Unjudged::remedy)
                .orElse("Add it to the paths, or use --strict if it must be there.");
    }

    private static boolean makes(Document maker, Document from, Missing what) {
        boolean everywhere = maker.kind().equals("Bundle"); // of trust-manager, which makes it in many namespaces
        String made = switch (maker.kind()) {
            case "SealedSecret" ->
                maker.content().at("/spec/template/metadata/name").asText(maker.name());
            case "ExternalSecret" -> maker.content().at("/spec/target/name").asText(maker.name());
            case "Certificate" -> maker.content().at("/spec/secretName").asText("");
            default -> maker.name();
        };
        return Objects.equals(made, what.name())
                && maker.unit().path().equals(from.unit().path())
                && (everywhere || what.kind().equals("Secret") && ObjectIndex.mayMeet(from, maker));
    }
}
