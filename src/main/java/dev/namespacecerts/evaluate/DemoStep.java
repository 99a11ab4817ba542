package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.x509.Certificate;
import java.util.List;

/**
 * Result of issuing the demo certificates of a bundle.
 *
 * @param roots the demo roots to include in the bundle, the current one last; empty if there is none yet
 * @param pending whether certificates are still to be issued
 * @param status the demo part of the bundle's status
 */
public record DemoStep(List<Certificate> roots, boolean pending, DemoStatus status, StepResult result) {

    /** The roots as a source of the bundle; a missing source if there is none yet. */
    BundleSource source() {
        return roots.isEmpty()
                ? new BundleSource.Missing(
                        BundleSource.DEMO, "demo authority", pending ? "it is being issued" : "it cannot be issued")
                : new BundleSource.Certificates(BundleSource.DEMO, roots);
    }
}
