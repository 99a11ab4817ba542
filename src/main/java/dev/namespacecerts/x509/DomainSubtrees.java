package dev.namespacecerts.x509;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Constraints by domain, for DNS names, URIs and e-mail addresses (Go: dnsConstraints). */
final class DomainSubtrees {
    private final boolean all;
    private final Subtrees<String> subtrees;
    /** Excluded subtrees by their parent domain, to find one that a wildcard name covers. */
    private final Map<String, String> byParent = new HashMap<>();

    DomainSubtrees(List<String> domains, boolean permitted) {
        all = domains.contains("");
        List<String> distinct = all ? List.of() : domains;
        subtrees = new Subtrees<>(distinct, DomainSubtrees::compare, DomainSubtrees::contains);
        if (!permitted) {
            for (String domain : distinct) {
                String lower = domain.toLowerCase(Locale.ROOT);
                parent(lower).ifPresent(parent -> byParent.put(parent, lower));
            }
        }
    }

    /** The subtree that contains the name; empty if there is none. */
    Optional<String> find(String name) {
        if (all) {
            return Optional.of("");
        }
        Optional<String> found = subtrees.find(subtree -> compare(subtree, name), subtree -> contains(subtree, name));
        if (found.isEmpty() && name.startsWith("*")) {
            return parent(name.toLowerCase(Locale.ROOT)).map(byParent::get);
        }
        return found;
    }

    private static Optional<String> parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(name.substring(dot));
    }

    /** Whether the name equals the subtree or is below it (Go: dnsHasSuffix). */
    private static boolean contains(String subtree, String name) {
        int offset = name.length() - subtree.length();
        return offset >= 0
                && name.regionMatches(true, offset, subtree, 0, subtree.length())
                && (subtree.startsWith(".") || offset == 0 || name.charAt(offset - 1) == '.');
    }

    /** Orders by the reversed text, ignoring case. Dots come before all other characters (Go: dnsCompare). */
    private static int compare(String one, String other) {
        int i = one.length() - 1;
        int j = other.length() - 1;
        while (i >= 0 && j >= 0) {
            int order = Integer.compare(rank(one.charAt(i--)), rank(other.charAt(j--)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(i, j);
    }

    private static int rank(char character) {
        if (character == '.') {
            return 0;
        }
        return character >= 'A' && character <= 'Z' ? character + 'a' - 'A' : character;
    }
}
