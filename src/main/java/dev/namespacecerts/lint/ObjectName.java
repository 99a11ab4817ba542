package dev.namespacecerts.lint;

/**
 * Name of an object.
 *
 * @param namespace empty if the manifest names none
 */
public record ObjectName(String kind, String namespace, String name) {
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
