package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.settings.TemporalNamespaces;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which of the watched bundles has claimed a Temporal Namespace.
 *
 * @param temporalNamespace the claimed name; null if the bundle claims none
 * @param winner the bundle that has the name; null if there is no claim, or if the evaluated bundle may not claim the
 *     name
 * @param won whether the winner is the evaluated bundle
 */
public record Claim(String temporalNamespace, NamespaceCertificateBundle winner, boolean won) {
    /**
     * Format of names in Temporal Cloud, {@code <name>.<account>}. Other names are not claimed: they may mean a
     * different cluster in each bundle.
     */
    private static final Pattern CLOUD = Pattern.compile("[^.]+\\.[^.]+");

    public static final Claim NONE = new Claim(null, null, false);

    /** Index key of a bundle: the lower-case name that it claims; empty if it claims none. */
    public static List<String> keys(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(bundle.getSpec().temporalNamespace())
                .filter(name -> CLOUD.matcher(name).matches())
                .map(TemporalNamespaces::normal)
                .stream()
                .toList();
    }

    /** A claim that the operator's configuration does not allow. */
    public static Claim notAllowed(NamespaceCertificateBundle bundle) {
        return new Claim(bundle.getSpec().temporalNamespace(), null, false);
    }

    public boolean applies() {
        return temporalNamespace != null;
    }

    public boolean allowed() {
        return winner != null;
    }

    public boolean lost() {
        return applies() && !won;
    }

    /** Whether a message to the users of a bundle may name the winner: only in the same Kubernetes namespace. */
    boolean winnerMayBeNamedTo(NamespaceCertificateBundle bundle) {
        return winner.getMetadata().getNamespace().equals(bundle.getMetadata().getNamespace());
    }
}
