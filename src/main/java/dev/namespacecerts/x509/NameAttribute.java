package dev.namespacecerts.x509;

/**
 * One attribute of a distinguished name.
 *
 * @param type a dotted identifier
 * @param value decoded, not escaped
 * @param tag of the string type of the value
 */
record NameAttribute(String type, String value, int tag) {
    /** The attribute in the form in which it is compared: the same for equal attributes. */
    String comparable() {
        return type + "=" + ComparableText.of(value);
    }
}
