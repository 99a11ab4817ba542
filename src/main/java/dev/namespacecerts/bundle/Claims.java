package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.watch.Keys;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides between bundles that claim one Temporal Namespace: it is the oldest's. Creation times have whole seconds; of
 * bundles of one second the one that holds the claim keeps it, so that nobody gains by creating bundles until one has a low
 * uid. Who holds it is remembered by this process; after a restart it is read from the condition Claimed, and only for such
 * a tie. Without either the uid decides.
 */
final class Claims {
    private final TemporalNamespaces allowed;

    /** Uid of the holder by name. */
    private final Map<String, String> holders = new HashMap<>();

    Claims(TemporalNamespaces allowed) {
        this.allowed = allowed;
    }

    /**
     * Decides for a bundle.
     *
     * @param claimants all bundles that claim the same name, with or without itself
     */
    synchronized Claim of(NamespaceCertificateBundle bundle, List<NamespaceCertificateBundle> claimants) {
        List<String> claimed = Claim.keys(bundle);
        if (claimed.isEmpty()) {
            return Claim.NONE;
        }
        String name = claimed.get(0);
        if (!isAllowed(bundle, name)) {
            return Claim.notAllowed(bundle);
        }
        // Among the claimants may still be a bundle of the same name that this one has replaced.
        NamespaceCertificateBundle winner = winner(
                        name,
                        Stream.concat(
                                Stream.of(bundle),
                                claimants.stream()
                                        .filter(other -> !Keys.of(other).equals(Keys.of(bundle)))))
                .orElseThrow();
        holders.put(name, winner.getMetadata().getUid());
        return new Claim(
                bundle.getSpec().temporalNamespace(),
                winner,
                winner.getMetadata().getUid().equals(bundle.getMetadata().getUid()));
    }

    /** Who has a name among those that claim it; empty where none of them may. */
    synchronized Optional<NamespaceCertificateBundle> winner(
            String name, Stream<NamespaceCertificateBundle> claimants) {
        return claimants.filter(claimant -> isAllowed(claimant, name)).min(order(holders.get(name)));
    }

    /** Forgets a holder that is gone. */
    synchronized void forget(NamespaceCertificateBundle gone) {
        Claim.keys(gone).forEach(name -> holders.remove(name, gone.getMetadata().getUid()));
    }

    private boolean isAllowed(NamespaceCertificateBundle bundle, String name) {
        return allowed.allows(bundle.getMetadata().getNamespace(), name);
    }

    private static Comparator<NamespaceCertificateBundle> order(String holder) {
        return Comparator.comparing((NamespaceCertificateBundle b) ->
                        Instant.parse(b.getMetadata().getCreationTimestamp()))
                .thenComparing(b -> !b.getMetadata().getUid().equals(holder))
                .thenComparing(b -> !hasClaimed(b))
                .thenComparing(b -> b.getMetadata().getUid());
    }

    private static boolean hasClaimed(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(bundle.getStatus())
                .flatMap(status -> Conditions.find(status.conditions(), ConditionTypes.CLAIMED))
                .filter(claimed -> "True".equals(claimed.getStatus()))
                .isPresent();
    }
}
