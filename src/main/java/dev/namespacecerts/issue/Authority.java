package dev.namespacecerts.issue;

import dev.namespacecerts.x509.Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo authority of a bundle.
 *
 * @param current the root that issues leaves
 * @param generation number of that root, counted from 1
 * @param previous replaced roots that are still needed, oldest first
 */
record Authority(Certificate current, int generation, List<Certificate> previous) {
    /** The roots to include in the bundle, the current one last. */
    List<Certificate> roots() {
        List<Certificate> roots = new ArrayList<>(previous);
        roots.add(current);
        return List.copyOf(roots);
    }
}
