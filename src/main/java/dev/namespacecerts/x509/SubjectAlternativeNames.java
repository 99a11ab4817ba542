package dev.namespacecerts.x509;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The subject alternative name extension (RFC 5280 section 4.2.1.6) with the kinds of names that Go supports; others
 * (directory names, other names) are omitted. All texts are ASCII and not escaped.
 *
 * @param value of the extension, encoded; null if the certificate does not have it
 * @param uris as in the certificate
 * @param ips addresses of 4 or 16 bytes; IPv4-mapped ones keep their 16 bytes
 */
public record SubjectAlternativeNames(
        byte[] value, List<String> dnsNames, List<String> emails, List<String> uris, List<InetAddress> ips) {
    private static final int LETTERS_AT_ONCE = 32;

    static final SubjectAlternativeNames ABSENT =
            new SubjectAlternativeNames(null, List.of(), List.of(), List.of(), List.of());

    public SubjectAlternativeNames {
        dnsNames = List.copyOf(dnsNames);
        emails = List.copyOf(emails);
        uris = List.copyOf(uris);
        ips = List.copyOf(ips);
    }

    /** Whether the certificate has the extension. */
    public boolean present() {
        return value != null;
    }

    /** All names as text, not escaped. IP addresses are formatted by {@link IpText}. */
    public List<String> texts() {
        return Stream.of(dnsNames, uris, emails, ips.stream().map(IpText::of).toList())
                .flatMap(List::stream)
                .toList();
    }

    /** Upper bound of the work to compare all names with constraints: one unit per name, more for long ones. */
    public long cost() {
        long letters = Stream.of(dnsNames, emails, uris)
                .flatMap(List::stream)
                .mapToLong(String::length)
                .sum();
        return dnsNames.size() + emails.size() + uris.size() + ips.size() + letters / LETTERS_AT_ONCE;
    }

    boolean isEmpty() {
        return dnsNames.isEmpty() && emails.isEmpty() && uris.isEmpty() && ips.isEmpty();
    }
}
