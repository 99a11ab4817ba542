package dev.namespacecerts.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses name constraints as Go's parseNameConstraintsExtension does. An instance parses one extension. */
final class NameConstraintsParser {
    private static final String WHAT = "the name constraints extension";
    private static final int LONGEST = 100;

    private static final Map<Integer, String> OTHER_FORMS =
            Map.of(0, "otherName", 3, "x400Address", 4, "directoryName", 5, "ediPartyName", 8, "registeredID");
    private static final int NUMBER = 0x1f;

    private String unsupportedForm;

    NameConstraints parse(DerReader value) throws CertificateFormatException {
        DerReader constraints = value.read(DerTag.SEQUENCE, WHAT);
        DerReader permitted = optional(constraints, 0);
        DerReader excluded = optional(constraints, 1);
        if (!value.isEmpty() || !constraints.isEmpty()) {
            throw DerReader.malformed(WHAT);
        }
        if (permitted.isEmpty() && excluded.isEmpty()) {
            throw new CertificateFormatException(WHAT + " is empty");
        }
        GeneralSubtrees permittedSubtrees = parseSubtrees(permitted);
        GeneralSubtrees excludedSubtrees = parseSubtrees(excluded);
        return new NameConstraints(permittedSubtrees, excludedSubtrees, Optional.ofNullable(unsupportedForm));
    }

    /**
     * Whether Go supports all kinds of constraints in the extension. If not, and it is critical, it counts as
     * unhandled.
     */
    boolean understoodAll() {
        return unsupportedForm == null;
    }

    private static DerReader optional(DerReader input, int number) throws CertificateFormatException {
        int tag = DerTag.contextConstructed(number);
        return input.nextIs(tag) ? input.read(tag, WHAT) : new DerReader(new byte[0]);
    }

    private GeneralSubtrees parseSubtrees(DerReader input) throws CertificateFormatException {
        List<String> dnsNames = new ArrayList<>();
        List<String> emails = new ArrayList<>();
        List<String> uris = new ArrayList<>();
        List<IpRange> ips = new ArrayList<>();
        while (!input.isEmpty()) {
            // Like Go, ignores minimum and maximum after the base.
            DerElement base = input.read(DerTag.SEQUENCE, WHAT).readAny(WHAT);
            int tag = base.tag();
            if (tag == GeneralName.DNS) {
                dnsNames.add(domain(base.content(), "DNS name constraint"));
            } else if (tag == GeneralName.EMAIL) {
                emails.add(email(base.content()));
            } else if (tag == GeneralName.URI) {
                uris.add(uri(base.content()));
            } else if (tag == GeneralName.IP) {
                ips.add(IpRange.parse(base.content().rest()));
            } else {
                unsupportedForm = OTHER_FORMS.getOrDefault(tag & NUMBER, "unknown");
            }
        }
        return new GeneralSubtrees(dnsNames, emails, uris, ips);
    }

    private static String domain(DerReader content, String kind) throws CertificateFormatException {
        String domain = GeneralName.ascii(content, "a " + kind);
        if (!GeneralName.isDomainConstraint(domain)) {
            throw new CertificateFormatException("the " + kind + " " + DisplayText.quoted(domain, LONGEST)
                    + " is malformed; accepted are a host (acme.example) and a domain with a leading dot"
                    + " (.acme.example)");
        }
        return domain;
    }

    private static String uri(DerReader content) throws CertificateFormatException {
        String domain = domain(content, "URI constraint");
        // Go: net.ParseIP, which does not accept zones.
        if (IpText.isAddress(domain) && domain.indexOf('%') < 0) {
            throw new CertificateFormatException("the URI constraint " + DisplayText.quoted(domain, LONGEST)
                    + " is an IP address; accepted are a host (acme.example) and a domain with a leading dot"
                    + " (.acme.example)");
        }
        return domain;
    }

    private static String email(DerReader content) throws CertificateFormatException {
        String what = "an e-mail constraint";
        String constraint = GeneralName.ascii(content, what);
        boolean wellFormed = constraint.indexOf('@') >= 0
                ? Mailbox.parse(constraint).isPresent()
                : GeneralName.isDomainConstraint(constraint);
        if (!wellFormed) {
            throw new CertificateFormatException("the e-mail constraint " + DisplayText.quoted(constraint, LONGEST)
                    + " is malformed; accepted are a host (acme.example), a domain with a leading dot (.acme.example)"
                    + " and a whole address (ca@acme.example)");
        }
        return constraint;
    }
}
