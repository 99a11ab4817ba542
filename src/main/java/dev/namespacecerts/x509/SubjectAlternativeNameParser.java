package dev.namespacecerts.x509;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Parses subject alternative names as Go's parseSANExtension does. Ignores unsupported kinds of names. */
final class SubjectAlternativeNameParser {
    private static final String WHAT = "the subject alternative name extension";

    private final List<String> dnsNames = new ArrayList<>();
    private final List<String> emails = new ArrayList<>();
    private final List<String> uris = new ArrayList<>();
    private final List<InetAddress> ips = new ArrayList<>();

    private SubjectAlternativeNameParser() {}

    static SubjectAlternativeNames parse(DerReader value) throws CertificateFormatException {
        SubjectAlternativeNameParser parser = new SubjectAlternativeNameParser();
        byte[] encoded = value.rest();
        DerReader names = value.read(DerTag.SEQUENCE, WHAT);
        while (!names.isEmpty()) {
            parser.add(names.readAny(WHAT));
        }
        return new SubjectAlternativeNames(encoded, parser.dnsNames, parser.emails, parser.uris, parser.ips);
    }

    private void add(DerElement name) throws CertificateFormatException {
        int tag = name.tag();
        if (tag == GeneralName.EMAIL) {
            emails.add(GeneralName.ascii(name.content(), "an e-mail address among the subject alternative names"));
        } else if (tag == GeneralName.DNS) {
            dnsNames.add(GeneralName.ascii(name.content(), "a DNS name among the subject alternative names"));
        } else if (tag == GeneralName.URI) {
            String uri = GeneralName.ascii(name.content(), "a URI among the subject alternative names");
            if (!GeneralName.isDomain(UriReference.parse(uri).host())) {
                throw new CertificateFormatException("a URI among the subject alternative names has an invalid host");
            }
            uris.add(uri);
        } else if (tag == GeneralName.IP) {
            ips.add(address(name.content().rest()));
        }
    }

    private static InetAddress address(byte[] octets) throws CertificateFormatException {
        try {
            // InetAddress would convert an IPv4-mapped IPv6 address to IPv4.
            return octets.length == 16 ? Inet6Address.getByAddress(null, octets, -1) : InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new CertificateFormatException("an IP address among the subject alternative names has "
                    + octets.length + " bytes, allowed are 4 and 16");
        }
    }
}
