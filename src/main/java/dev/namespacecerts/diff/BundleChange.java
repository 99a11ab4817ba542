package dev.namespacecerts.diff;

import dev.namespacecerts.lint.ObjectName;
import java.util.List;

/**
 * A bundle in both versions.
 *
 * @param file of the new version, or of the old one if the bundle is removed
 * @param namespaceBefore its Temporal Namespace; empty if there is none
 * @param unknown clients whose certificates are in neither version
 * @param missing the sources that are not in the new version
 * @param roomBefore null if the bundle is absent or unreadable; like roomAfter
 */
public record BundleChange(
        ObjectName bundle,
        String file,
        Verdict before,
        Verdict after,
        String namespaceBefore,
        String namespaceAfter,
        Admission admissionBefore,
        Admission admissionAfter,
        List<CaChange> authorities,
        List<FilterChange> filters,
        List<LeafChange> leaves,
        List<String> unknown,
        List<String> missing,
        Room roomBefore,
        Room roomAfter) {

    /** Whether anything is different. */
    public boolean isChanged() {
        return before != after
                || !namespaceBefore.equals(namespaceAfter)
                || !admissionBefore.equals(admissionAfter)
                || !authorities.isEmpty()
                || !filters.isEmpty()
                || !leaves.isEmpty();
    }

    /** Whether filters decided who is accepted, and now nobody does. */
    public boolean isOpened() {
        return admissionAfter.kind() == Admission.Kind.Everyone
                && admissionBefore.kind() != Admission.Kind.Everyone
                && before != Verdict.Absent;
    }
}
