package dev.namespacecerts.x509;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The extension of RFC 5280 section 4.2.1.6, with the kinds of names that Go reads; others (directory names, other
 * names) are left out. Every text is ASCII, and as hostile as its certificate.
 *
 * @param value of the extension, as it is encoded; null where the certificate does not have it
 * @param uris as they are written in the certificate
 * @param ips addresses of 4 or 16 bytes, the latter never folded to the former
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

    /** Whether the certificate has the extension at all. */
    public boolean present() {
        return value != null;
    }

    /** All of them as text, IP addresses as {@link IpText} writes them. Hostile as they may be. */
    public List<String> texts() {
        return Stream.of(dnsNames, uris, emails, ips.stream().map(IpText::of).toList())
                .flatMap(List::stream)
                .toList();
    }

    /** The measure of the work that it is to compare them all with constraints: one for each name, more for long ones. */
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
