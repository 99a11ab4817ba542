package dev.namespacecerts.export;

/** Quoted text of HCL, the language of Terraform, which stands for itself: neither a template nor an escape. */
final class HclText {
    private HclText() {}

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            boolean template = i < text.length() && text.charAt(i) == '{';
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '$', '%' -> quoted.append((char) character).append(template ? (char) character : "");
                default -> append(quoted, character);
            }
        }
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int character) {
        if (character >= ' ' && character < 0x7f) {
            quoted.append((char) character);
        } else {
            quoted.append(String.format(character < 0x10000 ? "%cu%04X" : "%cU%08X", '\\', character));
        }
    }
}
