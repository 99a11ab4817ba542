package dev.namespacecerts.x509;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The valid policies at each depth of a path (RFC 9618 section 5.1; Go: policyGraph). */
final class PolicyGraph {
    /** any-policy: the content of the identifier 2.5.29.32.0, one character for each octet. */
    static final String ANY = "\u0055\u001d\u0020\u0000";

    private final List<Map<String, Node>> strata = new ArrayList<>();
    private Map<String, List<Node>> expecting = new HashMap<>();

    PolicyGraph() {
        strata.add(new LinkedHashMap<>());
        insert(new Node(ANY, List.of()));
    }

    /** Adds the stratum of the next certificate. */
    void deepen() {
        expecting = new HashMap<>();
        for (Node node : leaves().values()) {
            for (String policy : node.expected) {
                expecting.computeIfAbsent(policy, key -> new ArrayList<>()).add(node);
            }
        }
        strata.add(new LinkedHashMap<>());
    }

    /** RFC 5280 section 6.1.3 (d) (1). */
    void add(String policy) {
        List<Node> parents = expecting.getOrDefault(policy, List.of());
        Node any = parentStratum().get(ANY);
        if (!parents.isEmpty()) {
            insert(new Node(policy, parents));
        } else if (any != null) {
            insert(new Node(policy, List.of(any)));
        }
    }

    /** RFC 5280 section 6.1.3 (d) (2): adds all expected policies that are missing. */
    void addAllExpected() {
        expecting.forEach((policy, parents) -> {
            if (!leaves().containsKey(policy)) {
                insert(new Node(policy, parents));
            }
        });
    }

    /** RFC 5280 section 6.1.3 (d) (3). */
    void prune() {
        for (int i = strata.size() - 2; i > 0; i--) {
            strata.get(i).values().removeIf(node -> {
                if (node.children.isEmpty()) {
                    node.parents.forEach(parent -> parent.children.remove(node));
                }
                return node.children.isEmpty();
            });
        }
    }

    /** RFC 5280 section 6.1.4 (b) (1) and (2). */
    void map(String issuerDomain, List<String> subjectDomains) {
        Node node = leaves().get(issuerDomain);
        if (node == null) {
            Optional<Node> any = Optional.ofNullable(leaves().get(ANY));
            node = any.map(parent -> new Node(issuerDomain, List.of(parent))).orElse(null);
        }
        if (node != null) {
            node.expected = subjectDomains;
            insert(node);
        }
    }

    /** RFC 5280 section 6.1.4 (b) (3). */
    void delete(String policy) {
        Node node = leaves().remove(policy);
        if (node != null) {
            node.parents.forEach(parent -> parent.children.remove(node));
        }
    }

    /**
     * Whether any policy is valid for the whole path (RFC 5280 section 6.1.5 (g), with any-policy as the initial policy
     * set).
     */
    boolean holdsAny() {
        return leaves().containsKey(ANY)
                || strata.stream().flatMap(stratum -> stratum.values().stream()).anyMatch(Node::isBelowAny);
    }

    private Map<String, Node> leaves() {
        return strata.get(strata.size() - 1);
    }

    private Map<String, Node> parentStratum() {
        return strata.get(strata.size() - 2);
    }

    private void insert(Node node) {
        leaves().put(node.policy, node);
    }

    private static final class Node {
        final String policy;
        final Set<Node> parents;
        final Set<Node> children = new HashSet<>();
        List<String> expected;

        Node(String policy, List<Node> parents) {
            this.policy = policy;
            this.parents = new HashSet<>(parents);
            this.expected = List.of(policy);
            this.parents.forEach(parent -> parent.children.add(this));
        }

        boolean isBelowAny() {
            return !policy.equals(ANY)
                    && parents.size() == 1
                    && parents.iterator().next().policy.equals(ANY);
        }
    }
}
