package dev.namespacecerts.x509;

/** Tells IP addresses in text from other text, as Go's net/netip.ParseAddr does. */
final class IpText {
    private static final int GROUPS = 8;

    private IpText() {}

    /** Whether the text is an address of either kind; one of IPv6 may have a zone. */
    static boolean isAddress(String text) {
        return isIpv4(text) || isIpv6(text);
    }

    static boolean isIpv4(String text) {
        String[] fields = text.split("\\.", -1);
        if (fields.length != 4) {
            return false;
        }
        for (String field : fields) {
            boolean decimal = field.length() >= 1
                    && field.length() <= 3
                    && field.chars().allMatch(character -> character >= '0' && character <= '9');
            if (!decimal || field.length() > 1 && field.charAt(0) == '0' || Integer.parseInt(field) > 255) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is an IPv6 address, with a zone after a percent sign or without. */
    static boolean isIpv6(String text) {
        int percent = text.indexOf('%');
        if (percent == text.length() - 1) {
            return false;
        }
        String address = percent < 0 ? text : text.substring(0, percent);
        int ellipsis = address.indexOf("::");
        if (ellipsis < 0) {
            return groups(address, true) == GROUPS;
        }
        int before = groups(address.substring(0, ellipsis), false);
        int after = groups(address.substring(ellipsis + 2), true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** The number of groups of 16 bits, or -1 for a malformed text; none is well-formed. */
    private static int groups(String text, boolean mayEndInIpv4) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] fields = text.split(":", -1);
        int last = fields.length - 1;
        boolean endsInIpv4 = mayEndInIpv4 && isIpv4(fields[last]);
        for (int i = 0; i < (endsInIpv4 ? last : fields.length); i++) {
            boolean hexadecimal = fields[i].length() >= 1
                    && fields[i].length() <= 4
                    && fields[i].chars().allMatch(IpText::isHexDigit);
            if (!hexadecimal) {
                return -1;
            }
        }
        return endsInIpv4 ? fields.length + 1 : fields.length;
    }

    private static boolean isHexDigit(int character) {
        return character >= '0' && character <= '9'
                || character >= 'a' && character <= 'f'
                || character >= 'A' && character <= 'F';
    }
}
