package dev.namespacecerts.lint;

import dev.namespacecerts.manifest.Document;

/**
 * Name of an object.
 *
 * @param namespace empty if the manifest names none
 */
public record ObjectName(String kind, String namespace, String name) {
    static ObjectName of(Document document) {
        return new ObjectName(document.kind(), document.namespace(), document.name());
    }

    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
