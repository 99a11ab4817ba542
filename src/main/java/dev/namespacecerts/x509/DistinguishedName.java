package dev.namespacecerts.x509;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A distinguished name (DN). Equality is that of RFC 5280 section 7.1: it ignores case, string types and the amount of
 * white space. The order of the relative DNs matters, but not the order inside one. Empty attributes count. Issuers and
 * subjects of a chain are compared by {@link #sameDer} instead, as in Go.
 */
public final class DistinguishedName {
    /** Attribute type for {@link #values}. */
    public static final String COMMON_NAME = "2.5.4.3";

    public static final String ORGANIZATION = "2.5.4.10";
    public static final String ORGANIZATIONAL_UNIT = "2.5.4.11";

    private final byte[] der;
    private final List<List<NameAttribute>> relativeNames;
    // Computed on demand, because most names are never compared. A race only computes it twice.
    private String comparable;

    DistinguishedName(byte[] der, List<List<NameAttribute>> relativeNames) {
        this.der = der;
        this.relativeNames = relativeNames;
    }

    /** The DER; not copied, so the caller must not modify it. */
    public byte[] der() {
        return der;
    }

    public boolean sameDer(DistinguishedName other) {
        return Arrays.equals(der, other.der);
    }

    /**
     * How this issuer differs from an equal subject of a CA with another DER encoding, for a message. For
     * example "case", or "string type (CN: UTF8String in the issuer, PrintableString in the CA)".
     */
    public String differenceFrom(DistinguishedName subject) {
        return NameDifference.of(relativeNames, subject.relativeNames);
    }

    /**
     * The values of an attribute in the order of the name, not escaped.
     *
     * @param oid for example "2.5.4.3"
     */
    public List<String> values(String oid) {
        return relativeNames.stream()
                .flatMap(List::stream)
                .filter(attribute -> attribute.type().equals(oid))
                .map(NameAttribute::value)
                .toList();
    }

    /** Whether the name has no attribute. */
    public boolean isEmpty() {
        return relativeNames.stream().allMatch(List::isEmpty);
    }

    /** The RFC 4514 text, most specific part first, escaped for display, at most 256 characters. */
    @Override
    public String toString() {
        return isEmpty() ? "(empty)" : NameText.of(relativeNames);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinguishedName name
                && (sameDer(name) || comparable().equals(name.comparable()));
    }

    @Override
    public int hashCode() {
        return comparable().hashCode();
    }

    // Comparable texts contain no control characters, so line breaks are unambiguous separators.
    private String comparable() {
        String made = comparable;
        if (made == null) {
            StringBuilder text = new StringBuilder();
            for (List<NameAttribute> relativeName : relativeNames) {
                text.append(comparable(relativeName)).append("\n\n");
            }
            made = text.toString();
            comparable = made;
        }
        return made;
    }

    private static String comparable(List<NameAttribute> relativeName) {
        return relativeName.size() == 1
                ? relativeName.get(0).comparable()
                : relativeName.stream()
                        .map(NameAttribute::comparable)
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining("\n"));
    }
}
