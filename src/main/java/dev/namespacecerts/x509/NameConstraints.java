package dev.namespacecerts.x509;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The name constraints extension (RFC 5280 section 4.2.1.10). It constrains the subject alternative names of the
 * certificates below: DNS names, e-mail addresses, URIs and IP addresses (Go 1.26: crypto/x509/constraints.go).
 */
public final class NameConstraints {
    private final ConstraintPair<byte[]> ips;
    private final ConstraintPair<String> dnsNames;
    private final ConstraintPair<String> uris;
    private final ConstraintPair<Mailbox> emails;

    private final Optional<String> unsupportedForm;

    NameConstraints(GeneralSubtrees permitted, GeneralSubtrees excluded, Optional<String> unsupportedForm) {
        this.unsupportedForm = unsupportedForm;
        ips = new ConstraintPair<>(
                "IP address", ConstraintPair.shown(permitted.ips()), ips(permitted.ips()), ips(excluded.ips()));
        dnsNames = new ConstraintPair<>(
                "DNS name",
                ConstraintPair.shown(permitted.dnsNames()),
                domains(permitted.dnsNames(), true),
                domains(excluded.dnsNames(), false));
        uris = new ConstraintPair<>(
                "URI",
                ConstraintPair.shown(permitted.uris()),
                domains(permitted.uris(), true),
                domains(excluded.uris(), false));
        emails = new ConstraintPair<>(
                "e-mail address",
                ConstraintPair.shown(permitted.emails()),
                emails(permitted.emails(), true),
                emails(excluded.emails(), false));
    }

    /** A constrained kind of name that Go does not support, for example directoryName. */
    Optional<String> unsupportedForm() {
        return unsupportedForm;
    }

    /**
     * Why the constraints do not allow the subject alternative names of a certificate below; empty if they allow them.
     * As in Go, a name that cannot be parsed is not allowed even if no constraint applies to it. Work is proportional
     * to the number of names and the logarithm of the number of constraints.
     */
    public Optional<String> refusal(Certificate constrained) {
        SubjectAlternativeNames names = constrained.subjectAlternativeNames();
        return Stream.of(
                        names.ips().stream().map(this::ip),
                        names.dnsNames().stream().map(this::dnsName),
                        names.uris().stream().map(this::uri),
                        names.emails().stream().map(this::email))
                .flatMap(Function.identity())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> ip(InetAddress address) {
        return ips.refusal(address.getAddress(), address.getHostAddress());
    }

    private Optional<String> dnsName(String name) {
        return GeneralName.isDomain(name) ? dnsNames.refusal(name, name) : invalid("DNS name", name);
    }

    private Optional<String> uri(String uri) {
        return UriReference.domain(uri).map(domain -> uris.refusal(domain, uri)).orElseGet(() -> invalid("URI", uri));
    }

    private Optional<String> email(String email) {
        return Mailbox.parse(email)
                .map(mailbox -> emails.refusal(mailbox, email))
                .orElseGet(() -> invalid("e-mail address", email));
    }

    private static Optional<String> invalid(String kind, String name) {
        return Optional.of(kind + " \"" + DisplayText.of(name, ConstraintPair.LONGEST_NAME)
                + "\" cannot be compared with name constraints");
    }

    private static Optional<Function<byte[], Optional<String>>> ips(List<IpRange> ranges) {
        return ranges.isEmpty() ? Optional.empty() : Optional.of(new IpSubtrees(ranges)::find);
    }

    private static Optional<Function<String, Optional<String>>> domains(List<String> domains, boolean permitted) {
        return domains.isEmpty() ? Optional.empty() : Optional.of(new DomainSubtrees(domains, permitted)::find);
    }

    private static Optional<Function<Mailbox, Optional<String>>> emails(List<String> emails, boolean permitted) {
        return emails.isEmpty() ? Optional.empty() : Optional.of(new EmailSubtrees(emails, permitted)::find);
    }
}
