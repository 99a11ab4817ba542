package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.x509.Certificate;
import java.util.List;

/**
 * The demo certificates of a bundle, once they were issued.
 *
 * @param roots the demo roots that belong into the bundle, the current one last; empty where there is none yet
 * @param pending whether certificates are still to be issued
 * @param status what the status says of them
 */
public record DemoStep(List<Certificate> roots, boolean pending, DemoStatus status, StepResult result) {

    /** The roots as a source of the bundle; missing while there is none. */
    BundleSource source() {
        return roots.isEmpty()
                ? new BundleSource.Missing(
                        BundleSource.DEMO, "demo authority", pending ? "it is being issued" : "it cannot be issued")
                : new BundleSource.Certificates(BundleSource.DEMO, roots);
    }
}
