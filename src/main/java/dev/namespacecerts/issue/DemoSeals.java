package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.x509.Certificate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Authenticates the operator's records of its demo certificates, in the status and in the Secret of an authority. Users who may
 * write these can forge records. Without a configured key that outlives the process, nothing is sealed, and every status is
 * trusted.
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

    /** The demo status that the operator wrote; empty if there is none, or if another writer wrote it. */
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

    /** Annotations of the Secret of an authority, which authenticate the current root until it is reported. */
    Map<String, String> annotations(NamespaceCertificateBundle bundle, Certificate root) {
        return enabled ? Map.of(CertificateOnlySecret.SEAL, seals.seal(ROOT, bundle, root.fingerprint())) : Map.of();
    }

    /** Whether the operator created the current root, and no other writer did. */
    boolean isOwn(NamespaceCertificateBundle bundle, Certificate root, CertificateOnlySecret secret) {
        return !enabled
                || seals.isValid(ROOT, bundle, root.fingerprint(), secret.seal().orElse(null));
    }
}
