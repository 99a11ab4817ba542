package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Keys;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose a Temporal Namespace is among the bundles that this operator watches: the oldest's by creation time, then by uid.
 *
 * @param temporalNamespace the name, or null where there is nothing to claim
 * @param winner the bundle that has it, or null where there is nothing to claim
 * @param won whether that is the bundle asked about
 */
record Claim(String temporalNamespace, NamespaceCertificateBundle winner, boolean won) {
    /** Temporal Cloud's form, {@code <name>.<account>}; another name may mean a different cluster in each bundle. */
    private static final Pattern CLOUD = Pattern.compile("[^.]+\\.[^.]+");

    private static final Comparator<NamespaceCertificateBundle> OLDEST_FIRST = Comparator.comparing(
                    (NamespaceCertificateBundle b) -> b.getMetadata().getCreationTimestamp())
            .thenComparing(b -> b.getMetadata().getUid());

    private static final Claim NONE = new Claim(null, null, false);

    /** What a bundle claims: one name or none. */
    static List<String> keys(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(bundle.getSpec().temporalNamespace())
                .filter(name -> CLOUD.matcher(name).matches())
                .stream()
                .toList();
    }

    /** Decides between a bundle and those that claim the same name, with or without itself. */
    static Claim of(NamespaceCertificateBundle bundle, List<NamespaceCertificateBundle> claimants) {
        List<String> claimed = keys(bundle);
        if (claimed.isEmpty()) {
            return NONE;
        }
        // Among the claimants may still be a bundle of the same name that this one has replaced.
        NamespaceCertificateBundle winner = Stream.concat(
                        Stream.of(bundle),
                        claimants.stream().filter(other -> !Keys.of(other).equals(Keys.of(bundle))))
                .min(OLDEST_FIRST)
                .orElseThrow();
        boolean won = winner.getMetadata().getUid().equals(bundle.getMetadata().getUid());
        return new Claim(claimed.get(0), winner, won);
    }

    /** Who has a name among those that claim it. */
    static Optional<NamespaceCertificateBundle> winner(List<NamespaceCertificateBundle> claimants) {
        return claimants.stream().min(OLDEST_FIRST);
    }

    boolean applies() {
        return winner != null;
    }

    boolean lost() {
        return applies() && !won;
    }

    /** Whether the winner may be named to the users of a bundle: only in the same Kubernetes namespace. */
    boolean winnerMayBeNamedTo(NamespaceCertificateBundle bundle) {
        return winner.getMetadata().getNamespace().equals(bundle.getMetadata().getNamespace());
    }
}
