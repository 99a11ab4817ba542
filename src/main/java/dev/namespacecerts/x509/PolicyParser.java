package dev.namespacecerts.x509;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Parses the policy extensions as Go's processExtensions does. An instance parses one certificate. */
final class PolicyParser {
    private static final String POLICIES = "the certificate policies extension";
    private static final String MAPPINGS = "the policy mappings extension";
    private static final String CONSTRAINTS = "the policy constraints extension";

    private final Set<String> policies = new LinkedHashSet<>();
    private final List<PolicyExtensions.Mapping> mappings = new ArrayList<>();
    private OptionalLong requireExplicitPolicy = OptionalLong.empty();
    private OptionalLong inhibitPolicyMapping = OptionalLong.empty();
    private OptionalLong inhibitAnyPolicy = OptionalLong.empty();

    void parsePolicies(DerReader value) throws CertificateFormatException {
        DerReader list = value.read(DerTag.SEQUENCE, POLICIES);
        while (!list.isEmpty()) {
            String policy = identifier(list.read(DerTag.SEQUENCE, POLICIES), POLICIES);
            if (!isMinimal(policy)) {
                throw DerReader.malformed(POLICIES);
            }
            if (!policies.add(policy)) {
                throw new CertificateFormatException(POLICIES + " names a policy twice");
            }
        }
    }

    // Like Go, does not validate these identifiers.
    void parseMappings(DerReader value) throws CertificateFormatException {
        DerReader list = value.read(DerTag.SEQUENCE, MAPPINGS);
        while (!list.isEmpty()) {
            DerReader mapping = list.read(DerTag.SEQUENCE, MAPPINGS);
            mappings.add(new PolicyExtensions.Mapping(identifier(mapping, MAPPINGS), identifier(mapping, MAPPINGS)));
        }
    }

    void parseConstraints(DerReader value) throws CertificateFormatException {
        DerReader constraints = value.read(DerTag.SEQUENCE, CONSTRAINTS);
        requireExplicitPolicy = optionalNumber(constraints, 0);
        inhibitPolicyMapping = optionalNumber(constraints, 1);
    }

    void parseInhibitAnyPolicy(DerReader value) throws CertificateFormatException {
        inhibitAnyPolicy = OptionalLong.of(value.readLong(DerTag.INTEGER, "the inhibit any-policy extension"));
    }

    PolicyExtensions result() {
        return new PolicyExtensions(
                List.copyOf(policies),
                List.copyOf(mappings),
                requireExplicitPolicy,
                inhibitPolicyMapping,
                inhibitAnyPolicy);
    }

    private static OptionalLong optionalNumber(DerReader input, int number) throws CertificateFormatException {
        int tag = DerTag.context(number);
        return input.nextIs(tag) ? OptionalLong.of(input.readLong(tag, CONSTRAINTS)) : OptionalLong.empty();
    }

    private static String identifier(DerReader input, String what) throws CertificateFormatException {
        return new String(input.read(DerTag.OBJECT_IDENTIFIER, what).rest(), StandardCharsets.ISO_8859_1);
    }

    // Go: newOIDFromDER
    private static boolean isMinimal(String oid) {
        boolean start = true;
        for (int i = 0; i < oid.length(); i++) {
            if (start && oid.charAt(i) == 0x80) {
                return false;
            }
            start = oid.charAt(i) < 0x80;
        }
        return start && !oid.isEmpty();
    }
}
