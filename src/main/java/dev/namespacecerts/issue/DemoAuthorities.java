package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.DemoPolicy;
import dev.namespacecerts.demo.Issued;
import dev.namespacecerts.watch.KeptSecret;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import io.fabric8.kubernetes.api.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Secret of a demo authority: the current root and those before it, the newest first, and the key of the current one.
 * The key is read when something is to be signed, and never kept.
 */
@ApplicationScoped
class DemoAuthorities {
    private static final String CHAIN = "tls.crt";
    private static final String KEY = "tls.key";

    /** So many roots at most are made one after another while the operator is killed before it reports the first. */
    private static final int MOST_UNREPORTED = 256;

    private final Requests requests;
    private final DemoSecrets secrets;
    private final DemoIssuer issuer;
    private final KeyMaking keyMaking;
    private final DemoSeals seals;

    DemoAuthorities(Requests requests, DemoSecrets secrets, DemoIssuer issuer, KeyMaking keyMaking, DemoSeals seals) {
        this.seals = seals;
        this.requests = requests;
        this.secrets = secrets;
        this.issuer = issuer;
        this.keyMaking = keyMaking;
    }

    /** Name of the Secret of a bundle's authority. */
    static String secretName(NamespaceCertificateBundle bundle) {
        return bundle.getMetadata().getName() + "-demo-authority";
    }

    /**
     * The authority as it should be; made, replaced or repaired where it is not so.
     *
     * @param seen the Secrets of the bundle by name
     * @return empty where it is being written by someone else, nobody asks for it any more, or no key can be made now: to
     *     be tried again
     * @throws NotOwnedException where its Secret was not made for the bundle
     */
    Optional<Authority> ensure(
            NamespaceCertificateBundle bundle, DemoPolicy policy, Map<String, KeptSecret> seen, Instant now)
            throws NotOwnedException {
        String name = secretName(bundle);
        // A watch shows none that has lost its label, and its root is still in use.
        Optional<KeptSecret> stored = seen.containsKey(name)
                ? Optional.of(seen.get(name))
                : secrets.repairMetadata(bundle, name, DemoSecrets.AUTHORITY_TYPE);
        List<Certificate> roots = stored.map(DemoLeaves::certificates).orElse(List.of());
        Set<Certificate> candidates = candidates(roots, seen);
        boolean keeps = stored.isPresent()
                && stored.get().client().key() == KeyMatch.PKCS8
                && policy.keeps(roots.get(0))
                && !isImpostor(bundle, policy, roots.get(0), stored.get());
        if (!keeps) {
            return requests.stands(bundle) ? replace(bundle, policy, stored, candidates, seen, now) : Optional.empty();
        }
        Certificate current = roots.get(0);
        candidates.remove(current);
        List<Certificate> kept = oldestFirst(policy.needed(candidates, DemoLeaves.leaves(seen)));
        Authority authority =
                new Authority(current, DemoIssuer.generation(current).orElseThrow(), kept);
        if (!DemoSecrets.isIntact(bundle, stored.get())) {
            secrets.repairMetadata(bundle, name, DemoSecrets.AUTHORITY_TYPE);
        }
        if (newestFirst(authority).equals(roots)) {
            return Optional.of(authority);
        }
        Optional<Issued> signer = signer(bundle, authority);
        return signer.isPresent() && write(bundle, signer.get(), authority, stored)
                ? Optional.of(authority)
                : Optional.empty();
    }

    /** The roots that belong into the bundle whatever becomes of the authority's Secret, the current one last. */
    static List<Certificate> standing(
            NamespaceCertificateBundle bundle, DemoPolicy policy, Map<String, KeptSecret> seen) {
        List<Certificate> roots = Optional.ofNullable(seen.get(secretName(bundle)))
                .map(DemoLeaves::certificates)
                .orElse(List.of());
        return oldestFirst(policy.needed(candidates(roots, seen), DemoLeaves.leaves(seen)));
    }

    /** What may be a root: all that the authority's Secret holds, and what leaves were signed by, should it be lost. */
    private static Set<Certificate> candidates(List<Certificate> roots, Map<String, KeptSecret> seen) {
        Set<Certificate> candidates = new LinkedHashSet<>(roots);
        DemoLeaves.chains(seen).forEach(chain -> candidates.addAll(chain.subList(1, chain.size())));
        return candidates;
    }

    /** The current root with its key; empty where the Secret is no longer as it was seen. */
    Optional<Issued> signer(NamespaceCertificateBundle bundle, Authority authority) throws NotOwnedException {
        return secrets.find(bundle, secretName(bundle), DemoSecrets.AUTHORITY_TYPE)
                .flatMap(secret -> DemoIssuer.read(authority.current(), key(secret)));
    }

    /** Removes the authority of a bundle that asks for no demo any more. */
    void remove(NamespaceCertificateBundle bundle, Map<String, KeptSecret> seen) {
        Optional.ofNullable(seen.get(secretName(bundle)))
                .filter(secret -> DemoSecrets.AUTHORITY_TYPE.equals(secret.getType()))
                .ifPresent(secrets::delete);
    }

    private Optional<Authority> replace(
            NamespaceCertificateBundle bundle,
            DemoPolicy policy,
            Optional<KeptSecret> stored,
            Set<Certificate> candidates,
            Map<String, KeptSecret> seen,
            Instant now)
            throws NotOwnedException {
        DemoKeyAlgorithm algorithm = policy.authority().keyAlgorithm();
        if (keyMaking.isSlow(algorithm)
                && !secrets.couldWrite(bundle, secretName(bundle), DemoSecrets.AUTHORITY_TYPE, stored)) {
            return Optional.empty();
        }
        int generation = nextGeneration(policy, candidates);
        Optional<Issued> made = keyMaking.whenFree(
                algorithm, () -> issuer.root(bundle.getMetadata().getName(), policy.authority(), generation, now));
        if (made.isEmpty()) {
            return Optional.empty();
        }
        List<Certificate> kept = oldestFirst(policy.needed(candidates, DemoLeaves.leaves(seen)));
        Authority authority = new Authority(made.get().certificate(), generation, kept);
        return write(bundle, made.get(), authority, stored) ? Optional.of(authority) : Optional.empty();
    }

    /**
     * The first one after that which was reported whose name no root bears: of those that were made and not reported, since
     * the operator was killed in between. No number is taken from a Secret, which someone may have edited.
     */
    private static int nextGeneration(DemoPolicy policy, Set<Certificate> candidates) {
        Set<Integer> taken = candidates.stream()
                .flatMapToInt(root -> DemoIssuer.generation(root).stream())
                .boxed()
                .collect(Collectors.toSet());
        int generation = 1 + policy.reportedGeneration();
        while (taken.contains(generation)) {
            generation++;
        }
        return generation;
    }

    private boolean write(
            NamespaceCertificateBundle bundle, Issued current, Authority authority, Optional<KeptSecret> stored)
            throws NotOwnedException {
        List<Certificate> chain = newestFirst(authority);
        return secrets.write(
                bundle,
                secretName(bundle),
                DemoSecrets.AUTHORITY_TYPE,
                Map.of(CHAIN, current.chainPem(chain.subList(1, chain.size())), KEY, current.keyPem()),
                seals.annotations(bundle, current.certificate()),
                stored);
    }

    /**
     * Whether someone put another root in the place of the one that was reported last. One that was not reported yet must
     * carry the operator's seal and come soon after that.
     */
    private boolean isImpostor(
            NamespaceCertificateBundle bundle, DemoPolicy policy, Certificate root, KeptSecret stored) {
        int after = DemoIssuer.generation(root).orElse(0) - policy.reportedGeneration();
        return !policy.wasReported(root)
                && (after <= 0 || after > MOST_UNREPORTED || !seals.isOwn(bundle, root, stored));
    }

    private static List<Certificate> newestFirst(Authority authority) {
        List<Certificate> roots = new ArrayList<>(authority.roots());
        Collections.reverse(roots);
        return roots;
    }

    private static List<Certificate> oldestFirst(List<Certificate> roots) {
        return roots.stream()
                .sorted(Comparator.comparingInt(
                        root -> DemoIssuer.generation(root).orElse(0)))
                .toList();
    }

    private static String key(Secret secret) {
        String value = secret.getData() == null ? null : secret.getData().get(KEY);
        return value == null ? "" : new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1);
    }
}
