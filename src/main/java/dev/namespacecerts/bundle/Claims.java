package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.watch.Keys;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides between bundles that claim one Temporal Namespace: the oldest bundle wins. Creation times have whole seconds. Among
 * bundles of the same second, the current holder wins, so that nobody gains by creating bundles until one has a low uid. The
 * process remembers the holder. After a restart, the condition Claimed names it, which counts only for such a tie. Otherwise
 * the lowest uid wins.
 *
 * <p>If several releases of the operator decide, each must come to the same result. No release knows what another remembers, or
 * when it will report it. So the lowest uid wins among bundles of the same second.
 */
final class Claims {
    private final TemporalNamespaces allowed;
    private final boolean alone;

    /** Uid of the holder by name. */
    private final Map<String, String> holders = new HashMap<>();

    /** @param alone whether no other release of the operator decides among these bundles */
    Claims(TemporalNamespaces allowed, boolean alone) {
        this.allowed = allowed;
        this.alone = alone;
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
        // The claimants may still contain a deleted bundle of the same name.
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

    /** The holder of a name among its claimants; empty if none is allowed. */
    synchronized Optional<NamespaceCertificateBundle> winner(
            String name, Stream<NamespaceCertificateBundle> claimants) {
        return claimants.filter(claimant -> isAllowed(claimant, name)).min(order(holders.get(name)));
    }

    /** Removes a deleted holder. */
    synchronized void forget(NamespaceCertificateBundle gone) {
        Claim.keys(gone).forEach(name -> holders.remove(name, gone.getMetadata().getUid()));
    }

    private boolean isAllowed(NamespaceCertificateBundle bundle, String name) {
        return allowed.allows(bundle.getMetadata().getNamespace(), name);
    }

    private Comparator<NamespaceCertificateBundle> order(String holder) {
        // The API server writes times in UTC with whole seconds, so their texts have the same order.
        Comparator<NamespaceCertificateBundle> age =
                Comparator.comparing(b -> b.getMetadata().getCreationTimestamp());
        Comparator<NamespaceCertificateBundle> tie = alone
                ? age.thenComparing(b -> !b.getMetadata().getUid().equals(holder))
                        .thenComparing(b -> !hasClaimed(b))
                : age;
        return tie.thenComparing(b -> b.getMetadata().getUid());
    }

    private static boolean hasClaimed(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(bundle.getStatus())
                .flatMap(status -> Conditions.find(status.conditions(), ConditionTypes.CLAIMED))
                .filter(claimed -> "True".equals(claimed.getStatus()))
                .isPresent();
    }
}
