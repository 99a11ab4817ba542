package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;

/** Records nothing. */
final class NoTargetEvents implements TargetEvents {
    @Override
    public void deleted(NamespaceCertificateBundle bundle, Target former) {}

    @Override
    public void retained(NamespaceCertificateBundle bundle, Target former) {}
}
