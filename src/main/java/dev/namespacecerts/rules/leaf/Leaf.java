package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import java.time.Instant;
import java.util.List;

/**
 * A leaf as the rules see it.
 *
 * @param own the leaf, and where it stands in {@code tls.crt}, which should be block 1
 * @param others the certificates that {@code tls.crt} holds beside it, in order
 * @param paths the paths from it to roots of the bundle
 * @param caOfKey the CA to which {@code tls.key} belongs instead of the leaf; null where it is no CA that is known here
 * @param matching names of the accepted filters that it matches
 */
record Leaf(
        PresentedCertificate own,
        List<PresentedCertificate> others,
        LeafPaths paths,
        LeafFilters filters,
        List<String> matching,
        KeyMatch key,
        Certificate caOfKey,
        Instant now) {
    static final String CHAIN = "tls.crt";
    static final String KEY = "tls.key";

    Certificate certificate() {
        return own.certificate();
    }

    /** How a message names it. */
    String name() {
        return "\"" + certificate().subject() + "\"";
    }

    /** Begins an Error about it. */
    Violation.Builder error(Rule rule) {
        return Violation.error(rule).at(certificate(), CHAIN, own.position());
    }

    /** Begins a Warning about it. */
    Violation.Builder warning(Rule rule) {
        return Violation.warning(rule).at(certificate(), CHAIN, own.position());
    }
}
