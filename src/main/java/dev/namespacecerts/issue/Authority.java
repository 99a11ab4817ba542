package dev.namespacecerts.issue;

import dev.namespacecerts.x509.Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo authority of a bundle.
 *
 * @param current the root that signs
 * @param generation which root of the bundle that is, counted from 1
 * @param previous roots that were replaced and are still needed, the oldest first
 */
record Authority(Certificate current, int generation, List<Certificate> previous) {
    /** The roots that belong into the bundle, the current one last. */
    List<Certificate> roots() {
        List<Certificate> roots = new ArrayList<>(previous);
        roots.add(current);
        return List.copyOf(roots);
    }
}
