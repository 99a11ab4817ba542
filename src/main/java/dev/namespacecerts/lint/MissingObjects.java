package dev.namespacecerts.lint;

import dev.namespacecerts.manifest.Document;
import java.util.List;
import java.util.Objects;

/** The objects that manifests refer to, but that are not among them; most of them Secrets, which do not belong into Git. */
final class MissingObjects {
    private final ObjectIndex index;
    private final List<Document> makers;

    /** @param makers documents of other projects that make ConfigMaps and Secrets in the cluster */
    MissingObjects(ObjectIndex index, List<Document> makers) {
        this.index = index;
        this.makers = makers;
    }

    /** An object by its name. */
    record Missing(String kind, String name) {
        @Override
        public String toString() {
            return kind + " \"" + name + "\"";
        }
    }

    boolean isMissing(Document from, Missing what) {
        return what.kind().equals("Secret")
                ? index.secret(from, what.name()).isEmpty()
                : index.configMap(from, what.name()).isEmpty();
    }

    /** A sentence about what makes the object in the cluster; empty if nothing is known. */
    String maker(Missing what) {
        return makers.stream()
                .filter(maker -> makes(maker, what))
                .findFirst()
                .map(maker -> " " + maker.kind() + " \"" + maker.name() + "\" (" + maker.file()
                        + ") makes it in the cluster.")
                .orElse("");
    }

    private static boolean makes(Document maker, Missing what) {
        String made = switch (maker.kind()) {
            case "SealedSecret" ->
                maker.content().at("/spec/template/metadata/name").asText(maker.name());
            case "ExternalSecret" -> maker.content().at("/spec/target/name").asText(maker.name());
            case "Certificate" -> maker.content().at("/spec/secretName").asText("");
            default -> maker.name(); // a Bundle of trust-manager
        };
        boolean secret = !maker.kind().equals("Bundle");
        return Objects.equals(made, what.name()) && (secret == what.kind().equals("Secret") || !secret);
    }
}
