package dev.namespacecerts.x509;

import java.util.List;
import java.util.Map;

/** Formats distinguished names as text (RFC 4514). */
final class NameText {
    private static final int LONGEST = 256;
    // RFC 4514 section 3. The last two are not part of it, but widely used.
    private static final Map<String, String> SHORT_NAMES = Map.ofEntries(
            Map.entry("2.5.4.3", "CN"),
            Map.entry("2.5.4.7", "L"),
            Map.entry("2.5.4.8", "ST"),
            Map.entry("2.5.4.10", "O"),
            Map.entry("2.5.4.11", "OU"),
            Map.entry("2.5.4.6", "C"),
            Map.entry("2.5.4.9", "STREET"),
            Map.entry("0.9.2342.19200300.100.1.25", "DC"),
            Map.entry("0.9.2342.19200300.100.1.1", "UID"),
            Map.entry("2.5.4.5", "SERIALNUMBER"),
            Map.entry("1.2.840.113549.1.9.1", "EMAILADDRESS"));
    private static final int LONGEST_OID = 100;

    private NameText() {}

    /** The short name of an attribute type, else its dotted identifier. */
    static String nameOf(String type) {
        String known = SHORT_NAMES.get(type);
        return known == null ? DisplayText.of(type, LONGEST_OID) : known;
    }

    static String of(List<List<NameAttribute>> relativeNames) {
        StringBuilder text = new StringBuilder();
        for (int i = relativeNames.size() - 1; i >= 0 && text.length() <= LONGEST; i--) {
            String separator = text.isEmpty() ? "" : ",";
            for (NameAttribute attribute : relativeNames.get(i)) {
                if (text.length() > LONGEST) {
                    break; // the rest would be cut anyway
                }
                text.append(separator);
                append(attribute, text);
                separator = "+";
            }
        }
        return DisplayText.of(text.toString(), LONGEST);
    }

    private static void append(NameAttribute attribute, StringBuilder text) {
        text.append(SHORT_NAMES.getOrDefault(attribute.type(), attribute.type()))
                .append('=');
        String value = attribute.value();
        int last = value.length() - 1;
        for (int i = 0; i <= last && text.length() <= LONGEST; i++) {
            char character = value.charAt(i);
            boolean outerSpace = character == ' ' && (i == 0 || i == last);
            if (outerSpace || character == '#' && i == 0 || ",+\"\\<>;".indexOf(character) >= 0) {
                text.append('\\');
            }
            text.append(character);
        }
    }
}
