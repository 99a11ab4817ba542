package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;

/** Records what happened to the former targets of a bundle. */
public interface TargetEvents {
    /** A former target was deleted. */
    void deleted(NamespaceCertificateBundle bundle, Target former);

    /** A former target stays. */
    void retained(NamespaceCertificateBundle bundle, Target former);
}
