package dev.namespacecerts.x509;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Constraints for e-mail addresses: addresses and domains (Go: emailConstraints). */
final class EmailSubtrees {
    private final Set<Mailbox> addresses;
    private final DomainSubtrees domains;

    EmailSubtrees(List<String> constraints, boolean permitted) {
        addresses = constraints.stream()
                .filter(EmailSubtrees::isAddress)
                .flatMap(constraint -> Mailbox.parse(constraint).stream())
                .map(EmailSubtrees::withLowerDomain)
                .collect(Collectors.toUnmodifiableSet());
        domains = new DomainSubtrees(
                constraints.stream()
                        .filter(constraint -> !isAddress(constraint))
                        .toList(),
                permitted);
    }

    /** The constraint that matches the address; empty if there is none. */
    Optional<String> find(Mailbox address) {
        Mailbox lower = withLowerDomain(address);
        return addresses.contains(lower)
                ? Optional.of(lower.local() + "@" + lower.domain())
                : domains.find(lower.domain());
    }

    private static boolean isAddress(String constraint) {
        return constraint.indexOf('@') >= 0;
    }

    private static Mailbox withLowerDomain(Mailbox address) {
        return new Mailbox(address.local(), address.domain().toLowerCase(Locale.ROOT));
    }
}
