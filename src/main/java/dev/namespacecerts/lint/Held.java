package dev.namespacecerts.lint;

import dev.namespacecerts.manifest.Document;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** An object, and the document that it was read from. */
public record Held<T extends HasMetadata>(Document document, T object) {
    /** Its name for findings. */
    public ObjectName name() {
        return ObjectName.of(document);
    }
}
