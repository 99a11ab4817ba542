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
                .map(MissingObjects::sentence)
                .orElse("");
    }

    private static String sentence(Document maker) {
        String where = maker.kind() + " \"" + maker.name() + "\" (" + maker.file() + ")";
        return isEncrypted(maker)
                ? " " + where + " is encrypted with SOPS."
                : " " + where + " makes it in the cluster.";
    }

    private static boolean isEncrypted(Document maker) {
        return maker.content().path("sops").isObject();
    }

    private static boolean makes(Document maker, Missing what) {
        if (isEncrypted(maker)) {
            return maker.kind().equals(what.kind()) && maker.name().equals(what.name());
        }
        String made = switch (maker.kind()) {
            case "SealedSecret" ->
                maker.content().at("/spec/template/metadata/name").asText(maker.name());
            case "ExternalSecret" -> maker.content().at("/spec/target/name").asText(maker.name());
            case "Certificate" -> maker.content().at("/spec/secretName").asText("");
            default -> maker.name(); // a Bundle of trust-manager
        };
        return Objects.equals(made, what.name())
                && (what.kind().equals("Secret") || maker.kind().equals("Bundle"));
    }
}
