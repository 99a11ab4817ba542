package dev.namespacecerts.x509;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Policy validation by RFC 5280 section 6.1 as changed by RFC 9618, with any-policy as the initial policy set. Go's
 * Certificate.Verify applies it to every path (policiesValid). Only a path with policy constraints, or with a mapping
 * of any-policy, can be invalid. An instance validates one path.
 */
public final class PathPolicies {
    private final List<Certificate> path;
    private PolicyGraph graph = new PolicyGraph(); // null if no policy is left
    private long explicitPolicy;
    private long policyMapping;
    private long inhibitAnyPolicy;

    private PathPolicies(List<Certificate> path) {
        this.path = path;
        explicitPolicy = path.size();
        policyMapping = path.size();
        inhibitAnyPolicy = path.size();
    }

    /**
     * Whether the policies of a path are valid.
     *
     * @param path from the evaluated certificate to the root
     */
    public static boolean valid(List<Certificate> path) {
        return !canFail(path) || new PathPolicies(path).holds();
    }

    /**
     * Upper bound of the work and memory of {@link #valid} for a path: a policy may occur once in each stratum of the
     * graph, and each stratum is visited once per certificate.
     */
    public static long cost(List<Certificate> path) {
        long policies = path.stream()
                .map(Certificate::policies)
                .mapToLong(extensions ->
                        extensions.policies().size() + extensions.mappings().size())
                .sum();
        return canFail(path) ? policies * path.size() * path.size() : 0;
    }

    /**
     * Whether the path can be invalid. Without requireExplicitPolicy, the counter explicit_policy never reaches zero.
     */
    private static boolean canFail(List<Certificate> path) {
        return path.size() > 1
                && path.stream()
                        .map(Certificate::policies)
                        .anyMatch(
                                extensions -> extensions.requireExplicitPolicy().isPresent() || mapsAny(extensions));
    }

    private static boolean mapsAny(PolicyExtensions extensions) {
        return extensions.mappings().stream()
                .anyMatch(mapping -> mapping.issuerDomain().equals(PolicyGraph.ANY)
                        || mapping.subjectDomain().equals(PolicyGraph.ANY));
    }

    // Whether the path is valid. The policies of the root itself do not matter.
    private boolean holds() {
        for (int i = path.size() - 2; i >= 0; i--) {
            boolean last = i == 0;
            Certificate certificate = path.get(i);
            PolicyExtensions extensions = certificate.policies();
            if (extensions.policies().isEmpty()) {
                graph = null;
            }
            if (explicitPolicy == 0 && graph == null) {
                return false;
            }
            if (graph != null) {
                addPolicies(extensions, !last && certificate.isSelfIssued());
                if (!last && !applyMappings(extensions)) {
                    return false;
                }
            }
            if (!last) {
                countDown(certificate.isSelfIssued());
                restrict(extensions);
            }
        }
        boolean zero = path.get(0).policies().requireExplicitPolicy().equals(OptionalLong.of(0));
        boolean needed = explicitPolicy <= 1 || zero;
        return !needed || graph != null && graph.holdsAny();
    }

    private void addPolicies(PolicyExtensions extensions, boolean selfIssuedIntermediate) {
        graph.deepen();
        for (String policy : extensions.policies()) {
            if (!policy.equals(PolicyGraph.ANY)) {
                graph.add(policy);
            }
        }
        if (extensions.policies().contains(PolicyGraph.ANY) && (inhibitAnyPolicy > 0 || selfIssuedIntermediate)) {
            graph.addAllExpected();
        }
        graph.prune();
    }

    private boolean applyMappings(PolicyExtensions extensions) {
        Map<String, List<String>> byIssuerDomain = new LinkedHashMap<>();
        for (PolicyExtensions.Mapping mapping : extensions.mappings()) {
            if (policyMapping == 0) {
                graph.delete(mapping.issuerDomain());
            } else if (mapping.issuerDomain().equals(PolicyGraph.ANY)
                    || mapping.subjectDomain().equals(PolicyGraph.ANY)) {
                return false;
            } else {
                byIssuerDomain
                        .computeIfAbsent(mapping.issuerDomain(), key -> new ArrayList<>())
                        .add(mapping.subjectDomain());
            }
        }
        graph.prune();
        byIssuerDomain.forEach(graph::map);
        return true;
    }

    private void countDown(boolean selfIssued) {
        if (!selfIssued) {
            explicitPolicy = Math.max(explicitPolicy - 1, 0);
            policyMapping = Math.max(policyMapping - 1, 0);
            inhibitAnyPolicy = Math.max(inhibitAnyPolicy - 1, 0);
        }
    }

    private void restrict(PolicyExtensions extensions) {
        explicitPolicy = smaller(explicitPolicy, extensions.requireExplicitPolicy());
        policyMapping = smaller(policyMapping, extensions.inhibitPolicyMapping());
        inhibitAnyPolicy = smaller(inhibitAnyPolicy, extensions.inhibitAnyPolicy());
    }

    // Like Go, ignores negative numbers.
    private static long smaller(long count, OptionalLong limit) {
        return limit.isPresent() && limit.getAsLong() >= 0 ? Math.min(count, limit.getAsLong()) : count;
    }
}
