package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.settings.TemporalNamespaces;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose a Temporal Namespace is among the bundles that this operator watches.
 *
 * @param temporalNamespace the name, or null where there is nothing to claim
 * @param winner the bundle that has it, or null where there is nothing to claim, or the bundle asked about may not claim it
 * @param won whether that is the bundle asked about
 */
public record Claim(String temporalNamespace, NamespaceCertificateBundle winner, boolean won) {
    /** Temporal Cloud's form, {@code <name>.<account>}; another name may mean a different cluster in each bundle. */
    private static final Pattern CLOUD = Pattern.compile("[^.]+\\.[^.]+");

    public static final Claim NONE = new Claim(null, null, false);

    /** What a bundle claims: one name or none. Names that differ in case alone are one name. */
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

    /** Whether the winner may be named to the users of a bundle: only in the same Kubernetes namespace. */
    boolean winnerMayBeNamedTo(NamespaceCertificateBundle bundle) {
        return winner.getMetadata().getNamespace().equals(bundle.getMetadata().getNamespace());
    }
}
