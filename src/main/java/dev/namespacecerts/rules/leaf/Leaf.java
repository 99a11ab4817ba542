package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.KeyUsage;
import java.time.Instant;
import java.util.List;

/**
 * A parsed leaf, as input of the rules.
 *
 * @param own the leaf and its block in {@code tls.crt}, which should be block 1
 * @param others the other certificates in {@code tls.crt}, in order
 * @param ignored the certificates that {@code tls.crt} holds after a byte-order mark, so that clients written in Go do not
 *     read them
 * @param paths the paths from it to roots of the bundle
 * @param caOfKey the CA to which {@code tls.key} belongs instead of the leaf; null if it belongs to no known CA
 * @param matching names of the accepted filters that match the leaf
 */
record Leaf(
        PresentedCertificate own,
        List<PresentedCertificate> others,
        List<PresentedCertificate> ignored,
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

    /** Whether it is made to issue certificates, rather than an end-entity certificate that says CA by mistake. */
    boolean isIssuer() {
        return certificate().isCa()
                && (certificate().isSelfIssued()
                        || certificate()
                                .keyUsage()
                                .filter(usage -> usage.contains(KeyUsage.KEY_CERT_SIGN))
                                .isPresent());
    }

    /** The name of the leaf in messages. */
    String name() {
        return "\"" + certificate().subject() + "\"";
    }

    /** Starts to build an Error about the leaf. */
    Violation.Builder error(Rule rule) {
        return Violation.error(rule).at(certificate(), CHAIN, own.position());
    }

    /** Starts to build a Warning about the leaf. */
    Violation.Builder warning(Rule rule) {
        return Violation.warning(rule).at(certificate(), CHAIN, own.position());
    }
}
