package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret of a demo authority: the current root and those before it, the newest first, and the key of the current one.
 * The key is read when something is to be signed, and never kept.
 */
@ApplicationScoped
class DemoAuthorities {
    private static final String CHAIN = "tls.crt";
    private static final String KEY = "tls.key";

    private final Requests requests;
    private final DemoSecrets secrets;
    private final DemoIssuer issuer;
    private final KeyMaking keyMaking;

    DemoAuthorities(Requests requests, DemoSecrets secrets, DemoIssuer issuer, KeyMaking keyMaking) {
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
     * @throws NotOursException where its Secret was not made for the bundle
     */
    Optional<Authority> ensure(
            NamespaceCertificateBundle bundle, DemoPolicy policy, Map<String, KeptSecret> seen, Instant now)
            throws NotOursException {
        Optional<KeptSecret> stored = Optional.ofNullable(seen.get(secretName(bundle)));
        List<Certificate> roots = stored.map(DemoLeaves::certificates).orElse(List.of());
        List<Certificate> leaves = seen.values().stream()
                .filter(secret -> DemoSecrets.LEAF_TYPE.equals(secret.getType()))
                .flatMap(secret -> DemoLeaves.certificates(secret).stream().limit(1))
                .toList();
        boolean keeps = stored.isPresent()
                && stored.get().client().key() == KeyMatch.PKCS8
                && policy.keeps(roots.get(0))
                && !isImpostor(bundle, roots.get(0));
        if (!keeps) {
            return requests.stands(bundle) ? replace(bundle, policy, stored, roots, leaves, now) : Optional.empty();
        }
        Certificate current = roots.get(0);
        List<Certificate> kept = policy.needed(roots.subList(1, roots.size()), current, leaves);
        Authority authority =
                new Authority(current, DemoIssuer.generation(current).orElseThrow(), oldestFirst(kept));
        if (!DemoSecrets.isIntact(bundle, stored.get())) {
            secrets.repairMetadata(bundle, secretName(bundle), DemoSecrets.AUTHORITY_TYPE);
        }
        if (kept.size() == roots.size() - 1) {
            return Optional.of(authority);
        }
        Optional<Issued> signer = signer(bundle, authority);
        return signer.isPresent() && write(bundle, signer.get(), authority, stored)
                ? Optional.of(authority)
                : Optional.empty();
    }

    /** The current root with its key; empty where the Secret is no longer as it was seen. */
    Optional<Issued> signer(NamespaceCertificateBundle bundle, Authority authority) throws NotOursException {
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
            List<Certificate> roots,
            List<Certificate> leaves,
            Instant now)
            throws NotOursException {
        int last = roots.stream()
                .mapToInt(root -> DemoIssuer.generation(root).orElse(0))
                .max()
                .orElse(0);
        int generation = 1
                + Math.max(
                        last,
                        reported(bundle).map(DemoStatus.Authority::generation).orElse(0));
        DemoKeyAlgorithm algorithm = policy.authority().keyAlgorithm();
        Optional<Issued> made = keyMaking.whenFree(
                algorithm, () -> issuer.root(bundle.getMetadata().getName(), policy.authority(), generation, now));
        if (made.isEmpty()) {
            return Optional.empty();
        }
        Certificate current = made.get().certificate();
        Authority authority = new Authority(current, generation, oldestFirst(policy.needed(roots, current, leaves)));
        return write(bundle, made.get(), authority, stored) ? Optional.of(authority) : Optional.empty();
    }

    private boolean write(
            NamespaceCertificateBundle bundle, Issued current, Authority authority, Optional<KeptSecret> stored)
            throws NotOursException {
        List<Certificate> newestFirst = new ArrayList<>(authority.previous());
        Collections.reverse(newestFirst);
        return secrets.write(
                bundle,
                secretName(bundle),
                DemoSecrets.AUTHORITY_TYPE,
                Map.of(CHAIN, current.chainPem(newestFirst), KEY, current.keyPem()),
                stored);
    }

    /** Someone put another root in the place of the one that was reported last. */
    private static boolean isImpostor(NamespaceCertificateBundle bundle, Certificate root) {
        return reported(bundle)
                .filter(authority -> DemoIssuer.generation(root).orElse(0) <= authority.generation())
                .filter(authority -> !root.fingerprint().equals(authority.fingerprint()))
                .isPresent();
    }

    private static Optional<DemoStatus.Authority> reported(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(Demo.status(bundle)).map(DemoStatus::authority);
    }

    private static List<Certificate> oldestFirst(List<Certificate> newestFirst) {
        List<Certificate> reversed = new ArrayList<>(newestFirst);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    private static String key(Secret secret) {
        String value = secret.getData() == null ? null : secret.getData().get(KEY);
        return value == null ? "" : new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1);
    }
}
