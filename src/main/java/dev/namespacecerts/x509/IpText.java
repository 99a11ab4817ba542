package dev.namespacecerts.x509;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Text form of IP addresses: detected as by Go's net/netip.ParseAddr, and formatted as by Go's net.IP.String. */
final class IpText {
    private static final int GROUPS = 8;

    private IpText() {}

    /** The text of RFC 5952. As in Go, an IPv4-mapped IPv6 address is formatted as IPv4. */
    static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return address.getHostAddress();
        }
        if (isMapped(bytes)) {
            return (bytes[12] & 0xff) + "." + (bytes[13] & 0xff) + "." + (bytes[14] & 0xff) + "." + (bytes[15] & 0xff);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        return ipv6(groups);
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    /**
     * Formats an IPv6 address. The longest run of two or more zero groups is omitted; of several equal runs, the first
     * one.
     */
    private static String ipv6(int[] groups) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        if (start < 0) {
            return hexadecimal(groups, 0, GROUPS);
        }
        return hexadecimal(groups, 0, start) + "::" + hexadecimal(groups, start + length, GROUPS);
    }

    private static String hexadecimal(int[] groups, int from, int to) {
        return Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    }

    /** Whether the text is an IPv4 or IPv6 address; an IPv6 address may have a zone. */
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

    /** Whether the text is an IPv6 address, with or without a zone after a percent sign. */
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

    /** The number of 16-bit groups; -1 if the text is malformed. */
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
