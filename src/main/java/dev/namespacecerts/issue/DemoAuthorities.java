package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.DemoPolicy;
import dev.namespacecerts.demo.IssuedCertificate;
import dev.namespacecerts.watch.CertificateOnlySecret;
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
 * The Secret of a demo authority: the current root and the previous ones, newest first, and the key of the current root. The
 * key is read when a certificate is to be signed, and never cached.
 */
@ApplicationScoped
class DemoAuthorities {
    private static final String CHAIN = "tls.crt";
    private static final String KEY = "tls.key";

    /** Maximum number of roots that are created but not reported, because the operator was killed in between. */
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
     * The authority of a bundle. Creates, replaces or repairs it if necessary.
     *
     * @param seen the Secrets of the bundle by name
     * @return empty if another writer changes it, if no spec asks for it any more, or if no key can be generated now; try again
     * @throws NotOwnedException if its Secret was not created for the bundle
     */
    Optional<Authority> ensure(
            NamespaceCertificateBundle bundle, DemoPolicy policy, Map<String, CertificateOnlySecret> seen, Instant now)
            throws NotOwnedException {
        String name = secretName(bundle);
        // The watch does not report a Secret that has lost its label, but its root is still in use.
        Optional<CertificateOnlySecret> stored = seen.containsKey(name)
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
        Optional<IssuedCertificate> signer = signer(bundle, authority);
        return signer.isPresent() && write(bundle, signer.get(), authority, stored)
                ? Optional.of(authority)
                : Optional.empty();
    }

    /** The roots to include in the bundle even if the authority's Secret is lost, the current one last. */
    static List<Certificate> standing(
            NamespaceCertificateBundle bundle, DemoPolicy policy, Map<String, CertificateOnlySecret> seen) {
        List<Certificate> roots = Optional.ofNullable(seen.get(secretName(bundle)))
                .map(DemoLeaves::certificates)
                .orElse(List.of());
        return oldestFirst(policy.needed(candidates(roots, seen), DemoLeaves.leaves(seen)));
    }

    /** Candidates for roots: the certificates in the authority's Secret, and the issuers in the leaves' Secrets. */
    private static Set<Certificate> candidates(List<Certificate> roots, Map<String, CertificateOnlySecret> seen) {
        Set<Certificate> candidates = new LinkedHashSet<>(roots);
        DemoLeaves.chains(seen).forEach(chain -> candidates.addAll(chain.subList(1, chain.size())));
        return candidates;
    }

    /** The current root with its key; empty if the Secret has changed. */
    Optional<IssuedCertificate> signer(NamespaceCertificateBundle bundle, Authority authority)
            throws NotOwnedException {
        return secrets.find(bundle, secretName(bundle), DemoSecrets.AUTHORITY_TYPE)
                .flatMap(secret -> DemoIssuer.read(authority.current(), key(secret)));
    }

    /** Removes the authority of a bundle whose spec no longer has demo. */
    void remove(NamespaceCertificateBundle bundle, Map<String, CertificateOnlySecret> seen) {
        Optional.ofNullable(seen.get(secretName(bundle)))
                .filter(secret -> DemoSecrets.AUTHORITY_TYPE.equals(secret.getType()))
                .ifPresent(secrets::delete);
    }

    private Optional<Authority> replace(
            NamespaceCertificateBundle bundle,
            DemoPolicy policy,
            Optional<CertificateOnlySecret> stored,
            Set<Certificate> candidates,
            Map<String, CertificateOnlySecret> seen,
            Instant now)
            throws NotOwnedException {
        DemoKeyAlgorithm algorithm = policy.authority().keyAlgorithm();
        if (keyMaking.isSlow(algorithm)
                && !secrets.couldWrite(bundle, secretName(bundle), DemoSecrets.AUTHORITY_TYPE, stored)) {
            return Optional.empty();
        }
        int generation = nextGeneration(policy, candidates);
        Optional<IssuedCertificate> made = keyMaking.whenFree(
                algorithm, () -> issuer.root(bundle.getMetadata().getName(), policy.authority(), generation, now));
        if (made.isEmpty()) {
            return Optional.empty();
        }
        List<Certificate> kept = oldestFirst(policy.needed(candidates, DemoLeaves.leaves(seen)));
        Authority authority = new Authority(made.get().certificate(), generation, kept);
        return write(bundle, made.get(), authority, stored) ? Optional.of(authority) : Optional.empty();
    }

    /**
     * The lowest generation above the reported one that no existing root uses. Roots may exist that were not reported, if the
     * operator was killed in between. Never read from the Secret, which users can edit.
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
            NamespaceCertificateBundle bundle,
            IssuedCertificate current,
            Authority authority,
            Optional<CertificateOnlySecret> stored)
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
     * Whether a user replaced the root that was reported last. A root that was not reported yet must have the operator's seal
     * and a generation shortly after the reported one.
     */
    private boolean isImpostor(
            NamespaceCertificateBundle bundle, DemoPolicy policy, Certificate root, CertificateOnlySecret stored) {
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
