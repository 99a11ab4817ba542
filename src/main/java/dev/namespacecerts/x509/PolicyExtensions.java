package dev.namespacecerts.x509;

import java.util.List;
import java.util.OptionalLong;

/**
 * The policy extensions of a certificate (RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11 and 4.2.1.14). A policy is
 * represented by the content of its object identifier, one character for each octet, because Go does not limit the
 * numbers in these.
 */
record PolicyExtensions(
        List<String> policies,
        List<Mapping> mappings,
        OptionalLong requireExplicitPolicy,
        OptionalLong inhibitPolicyMapping,
        OptionalLong inhibitAnyPolicy) {
    record Mapping(String issuerDomain, String subjectDomain) {}
}
