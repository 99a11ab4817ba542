package dev.namespacecerts.diff;

/**
 * A known leaf whose access changes.
 *
 * @param kind Secret or File
 * @param name of the Secret with its Kubernetes namespace, or of the file
 * @param subject of the leaf; empty if it cannot be read
 * @param cause by which filter or CA
 */
public record LeafChange(
        Effect effect, String kind, String name, String subject, Access before, Access after, Phrase cause) {
    /** What happens to the access of a leaf. The worst comes first. */
    public enum Effect {
        LockedOut("is locked out"),
        /** It needs a removed CA, which the operator keeps for a limited time. */
        Kept("keeps access for a limited time"),
        /** It may lose access: the repository does not hold enough to decide. */
        Undecided("cannot be decided"),
        Gains("gains access"),
        Added("is added"),
        Removed("is removed");

        private final String predicate;

        Effect(String predicate) {
            this.predicate = predicate;
        }

        /** The predicate of a sentence about the leaf. */
        public String predicate() {
            return predicate;
        }
    }
}
