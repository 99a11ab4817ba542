package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;
import java.util.List;

/**
 * The names of a leaf, escaped for display.
 *
 * @param subject its distinguished name, at most 256 characters
 * @param alternativeNames its first 5 subject alternative names, each at most 256 characters
 * @param alternativeNameCount number of all its subject alternative names
 */
public record LeafNames(String subject, List<String> alternativeNames, int alternativeNameCount) {
    private static final int MOST = 5;
    private static final int LONGEST = 256;

    public LeafNames {
        alternativeNames = List.copyOf(alternativeNames);
    }

    static LeafNames of(Certificate leaf) {
        List<String> names = leaf.subjectAlternativeNames().texts();
        return new LeafNames(
                leaf.subject().toString(),
                names.stream()
                        .limit(MOST)
                        .map(name -> DisplayText.of(name, LONGEST))
                        .toList(),
                names.size());
    }
}
