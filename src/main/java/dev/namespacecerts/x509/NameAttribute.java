package dev.namespacecerts.x509;

/**
 * An attribute of a distinguished name.
 *
 * @param type the dotted identifier
 * @param value decoded, not escaped
 * @param tag of the value's string type
 */
record NameAttribute(String type, String value, int tag) {
    /** The form for comparisons: equal attributes have the same one. */
    String comparable() {
        return type + "=" + ComparableText.of(value);
    }
}
