package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.watch.KeptSecret;
import dev.namespacecerts.x509.Certificate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells what the operator itself said of its demo certificates from what others wrote in its place: into the status, or, as
 * whoever may edit Secrets can, into the Secret of an authority. Where no key is configured that outlives the process,
 * nothing is sealed, and a status is believed.
 */
@ApplicationScoped
class DemoSeals {
    private static final String STATUS = "demo status";
    private static final String ROOT = "demo root";

    private final Seals seals;
    private final boolean enabled;

    DemoSeals(Seals seals, @ConfigProperty(name = "namespacecerts.seal") Optional<String> key) {
        this.seals = seals;
        this.enabled = key.isPresent();
    }

    /** The status of a demo as the operator wrote it; empty where there is none, or someone else did. */
    Optional<DemoStatus> valid(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(bundle.getStatus())
                .flatMap(status -> Optional.ofNullable(status.demo()))
                .filter(demo -> !enabled
                        || seals.isValid(STATUS, bundle, demo.sealed(null).toString(), demo.seal()));
    }

    /** The same status with its seal. */
    DemoStatus seal(NamespaceCertificateBundle bundle, DemoStatus status) {
        DemoStatus bare = status.sealed(null);
        return enabled ? bare.sealed(seals.seal(STATUS, bundle, bare.toString())) : bare;
    }

    /** Annotations of the Secret of an authority, by which the root that signs can be told until it is reported. */
    Map<String, String> annotations(NamespaceCertificateBundle bundle, Certificate root) {
        return enabled ? Map.of(KeptSecret.SEAL, seals.seal(ROOT, bundle, root.fingerprint())) : Map.of();
    }

    /** Whether the operator made the root that signs, and not someone who edited the Secret. */
    boolean isOwn(NamespaceCertificateBundle bundle, Certificate root, KeptSecret secret) {
        return !enabled
                || seals.isValid(ROOT, bundle, root.fingerprint(), secret.seal().orElse(null));
    }
}
