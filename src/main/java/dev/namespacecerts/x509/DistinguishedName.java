package dev.namespacecerts.x509;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A distinguished name. Equal to another by the comparison of RFC 5280 section 7.1: without regard to case, string type
 * and amount of white space; the order of the relative names counts, that within one does not, and empty attributes
 * count. Issuer and subject chain by {@link #sameDer} instead, as in Go.
 */
public final class DistinguishedName {
    /** Attribute types, as {@link #values} wants them. */
    public static final String COMMON_NAME = "2.5.4.3";

    public static final String ORGANIZATION = "2.5.4.10";
    public static final String ORGANIZATIONAL_UNIT = "2.5.4.11";

    private final byte[] der;
    private final List<List<NameAttribute>> relativeNames;
    // Made on demand, since most names are never compared; a race at worst makes it twice.
    private String comparable;

    DistinguishedName(byte[] der, List<List<NameAttribute>> relativeNames) {
        this.der = der;
        this.relativeNames = relativeNames;
    }

    /** Not copied, not to be written to. */
    public byte[] der() {
        return der;
    }

    public boolean sameDer(DistinguishedName other) {
        return Arrays.equals(der, other.der);
    }

    /**
     * In what this name, which is an issuer, differs from an equal one of other DER, which is the subject of a CA: for
     * example "case", or "string type (CN: UTF8String in the issuer, PrintableString in the CA)".
     */
    public String differenceFrom(DistinguishedName subject) {
        return NameDifference.of(relativeNames, subject.relativeNames);
    }

    /**
     * The values of an attribute as they stand in the name, hostile as they may be.
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

    /** Whether there is no attribute at all. */
    public boolean isEmpty() {
        return relativeNames.stream().allMatch(List::isEmpty);
    }

    /** The text of RFC 4514, the most specific part first, fit to be shown, at most 256 characters. */
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

    // Comparable texts hold no control characters: line breaks separate them without doubt.
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
