package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.rules.path.PathSearch;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import java.time.Instant;
import java.util.List;

/**
 * A leaf as the rules see it.
 *
 * @param intermediates what {@code tls.crt} holds behind it, in order
 * @param chains the CAs of the bundle and the intermediates
 * @param search how the search for a path to a root of the bundle ended
 * @param caOfKey the CA to which {@code tls.key} belongs instead of the leaf; null where it is no CA that is known here
 * @param matching names of the accepted filters that it matches
 */
record Leaf(
        Certificate certificate,
        List<Presented> intermediates,
        Chains chains,
        PathSearch.Result search,
        LeafFilters filters,
        List<String> matching,
        KeyMatch key,
        Certificate caOfKey,
        Instant now) {
    static final String CHAIN = "tls.crt";
    static final String KEY = "tls.key";

    /** How a message names it. */
    String name() {
        return "\"" + certificate.subject() + "\"";
    }

    /** Begins an Error about it. */
    Violation.Builder error(Rule rule) {
        return Violation.error(rule).at(certificate, CHAIN, 1);
    }

    /** Begins a Warning about it. */
    Violation.Builder warning(Rule rule) {
        return Violation.warning(rule).at(certificate, CHAIN, 1);
    }
}
