package dev.namespacecerts.manifest;

/**
 * The objects that belong together, as in one cluster.
 *
 * @param path as given by the user
 * @param kustomization the kustomization file whose build it is; empty for all other objects of the path
 */
public record Unit(String path, String kustomization) {
    /** The objects of a path that no kustomization includes. */
    static Unit of(String path) {
        return new Unit(path, "");
    }
}
