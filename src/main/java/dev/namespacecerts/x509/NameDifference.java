package dev.namespacecerts.x509;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How two names differ that are equal by the comparison of RFC 5280 section 7.1, but not byte by byte. */
final class NameDifference {
    private static final Map<Integer, String> STRING_TYPES = Map.of(
            DerTag.PRINTABLE_STRING, "PrintableString",
            DerTag.IA5_STRING, "IA5String",
            DerTag.NUMERIC_STRING, "NumericString",
            DerTag.UTF8_STRING, "UTF8String",
            DerTag.BMP_STRING, "BMPString",
            DerTag.T61_STRING, "T61String");

    /** Kinds of differences, in the order in which they are reported. */
    private enum Kind {
        CASE("case"),
        WHITE_SPACE("white space"),
        CHARACTERS("characters that compare as equal"),
        STRING_TYPE("string type"),
        ENCODING("encoding");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private String stringTypes = "";

    private NameDifference() {}

    static String of(List<List<NameAttribute>> issuer, List<List<NameAttribute>> subject) {
        NameDifference difference = new NameDifference();
        for (int i = Math.min(issuer.size(), subject.size()) - 1; i >= 0; i--) {
            difference.compareAll(issuer.get(i), subject.get(i));
        }
        return difference.inWords();
    }

    private void compareAll(List<NameAttribute> issuer, List<NameAttribute> subject) {
        for (int i = 0; i < Math.min(issuer.size(), subject.size()); i++) {
            if (issuer.get(i).type().equals(subject.get(i).type())) {
                compare(issuer.get(i), subject.get(i));
            }
        }
    }

    private void compare(NameAttribute issuer, NameAttribute subject) {
        String one = withoutSpaces(issuer.value());
        String other = withoutSpaces(subject.value());
        if (!one.equalsIgnoreCase(other)) {
            kinds.add(Kind.CHARACTERS);
        } else {
            kinds.addAll(one.equals(other) ? List.of() : List.of(Kind.CASE));
            kinds.addAll(issuer.value().equalsIgnoreCase(subject.value()) ? List.of() : List.of(Kind.WHITE_SPACE));
        }
        if (issuer.tag() != subject.tag() && kinds.add(Kind.STRING_TYPE)) {
            stringTypes = " (" + NameText.nameOf(issuer.type()) + ": " + STRING_TYPES.get(issuer.tag())
                    + " in the issuer, " + STRING_TYPES.get(subject.tag()) + " in the CA)";
        }
    }

    private static String withoutSpaces(String text) {
        return text.replaceAll("\\s", "");
    }

    private String inWords() {
        if (kinds.isEmpty()) {
            return Kind.ENCODING.text;
        }
        return kinds.stream().map(kind -> kind.text).collect(Collectors.joining(" and ")) + stringTypes;
    }
}
