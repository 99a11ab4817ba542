package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.DemoPolicy;
import dev.namespacecerts.demo.DemoSubject;
import dev.namespacecerts.demo.IssuedCertificate;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.KnownKeys;
import dev.namespacecerts.x509.PemWriter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Secrets of demo leaves: issued, renewed, repaired, removed. */
@ApplicationScoped
class DemoLeaves {
    private final Requests requests;
    private final DemoSecrets secrets;
    private final DemoAuthorities authorities;
    private final DemoIssuer issuer;
    private final KeyMaking keyMaking;
    private final SecretWriters writers;

    DemoLeaves(
            Requests requests,
            DemoSecrets secrets,
            DemoAuthorities authorities,
            DemoIssuer issuer,
            KeyMaking keyMaking,
            SecretWriters writers) {
        this.writers = writers;
        this.requests = requests;
        this.secrets = secrets;
        this.authorities = authorities;
        this.issuer = issuer;
        this.keyMaking = keyMaking;
    }

    /** Result of one reconciliation of the leaves of a bundle. */
    static final class Result {
        final List<Violation> violations = new ArrayList<>();
        Optional<DemoOutcome.Refusal> obstacle = Optional.empty();
        private final Set<String> pending = new HashSet<>();

        /** Whether the pending leaves can be issued at once. */
        boolean soon;

        /** Whether some leaves stay until servers have loaded the new root. */
        boolean settling;

        private final Map<String, Certificate> leaves = new HashMap<>();

        void issued(String secret, Certificate leaf) {
            leaves.put(secret, leaf);
        }

        void pending(String secret, boolean atOnce) {
            pending.add(secret);
            soon |= atOnce;
        }

        void refused(KubernetesClientException e, String secret) {
            DemoOutcome.Refusal why = DemoRefusals.of(e, secret);
            obstacle = obstacle.or(() -> Optional.of(why));
        }

        /** Names of the Secrets whose leaves are still to be issued, in the order of the spec. */
        List<String> pending(List<DemoLeafSpec> wanted) {
            return wanted.stream()
                    .map(DemoLeafSpec::secretName)
                    .filter(pending::contains)
                    .toList();
        }

        /** The issued leaves. */
        Collection<Certificate> certificates() {
            return leaves.values();
        }

        /** All existing leaves: the issued ones, and those that are still to be replaced. */
        Collection<Certificate> standing(Map<String, CertificateOnlySecret> seen) {
            Map<String, Certificate> standing = new HashMap<>();
            seen.forEach(
                    (name, secret) -> chains(Map.of(name, secret)).forEach(chain -> standing.put(name, chain.get(0))));
            standing.putAll(leaves);
            return standing.values();
        }

        /** The leaves for the status, in the order of the spec; null for none. */
        List<DemoStatus.Leaf> report(List<DemoLeafSpec> wanted) {
            List<DemoStatus.Leaf> report = wanted.stream()
                    .map(DemoLeafSpec::secretName)
                    .filter(leaves::containsKey)
                    .map(name -> report(name, leaves.get(name)))
                    .toList();
            return report.isEmpty() ? null : report;
        }

        private static DemoStatus.Leaf report(String secretName, Certificate leaf) {
            return new DemoStatus.Leaf(
                    secretName,
                    leaf.fingerprint(),
                    leaf.notAfter().toString(),
                    DemoPolicy.renewal(leaf).toString());
        }
    }

    /** One reconciliation of a bundle. Reads the key of the authority when the first leaf needs it. */
    private record Scope(NamespaceCertificateBundle bundle, DemoPolicy policy, Authority authority, Instant now) {
        /** Whether a leaf of a previous root, which servers accept, stays until the new root is published. */
        boolean waits(Optional<CertificateOnlySecret> held) {
            return policy.trusted(authority.current()).isEmpty()
                    && usable(held)
                            .filter(leaf -> policy.isOneOf(leaf, authority.previous()))
                            .isPresent();
        }

        /** Whether a leaf of a previous root stays until servers have loaded the new root. */
        Optional<Certificate> settling(Optional<CertificateOnlySecret> held) {
            return usable(held)
                    .filter(leaf -> policy.isSettling(authority.current(), leaf))
                    .filter(leaf -> policy.isOneOf(leaf, authority.previous()));
        }

        private static Optional<Certificate> usable(Optional<CertificateOnlySecret> held) {
            return held.filter(secret -> secret.client().key() == KeyMatch.PKCS8)
                    .flatMap(secret -> certificates(secret).stream().findFirst());
        }
    }

    /** Issues leaves that are missing, damaged, changed or due, up to the limit per reconciliation. */
    Result issue(
            NamespaceCertificateBundle bundle,
            DemoPolicy policy,
            Authority authority,
            Map<String, CertificateOnlySecret> seen,
            Instant now) {
        Scope scope = new Scope(bundle, policy, authority, now);
        Result result = new Result();
        List<DemoLeafSpec> due = new ArrayList<>();
        for (DemoLeafSpec request : policy.leaves()) {
            Optional<CertificateOnlySecret> secret = Optional.ofNullable(seen.get(request.secretName()));
            Optional<Certificate> kept = secret.flatMap(s -> standing(s, request, scope));
            if (kept.isEmpty()) {
                kept = scope.settling(secret);
                result.settling |= kept.isPresent();
            }
            if (kept.isPresent()) {
                result.issued(request.secretName(), kept.get());
                repairMetadata(scope, secret.get(), result);
            } else {
                due.add(request);
            }
        }
        if (!due.isEmpty() && requests.stands(bundle)) {
            issue(scope, due, seen, result);
        } else {
            due.forEach(request -> result.pending(request.secretName(), true));
        }
        return result;
    }

    /**
     * Removes the leaves that the spec no longer has.
     *
     * @return why that could not be done
     */
    Optional<DemoOutcome.Refusal> remove(Collection<CertificateOnlySecret> seen, List<DemoLeafSpec> wanted) {
        Set<String> names = wanted.stream().map(DemoLeafSpec::secretName).collect(Collectors.toSet());
        Optional<DemoOutcome.Refusal> obstacle = Optional.empty();
        for (CertificateOnlySecret secret : seen) {
            if (DemoSecrets.LEAF_TYPE.equals(secret.getType())
                    && !names.contains(secret.getMetadata().getName())) {
                Optional<DemoOutcome.Refusal> why = secrets.delete(secret);
                obstacle = obstacle.or(() -> why);
            }
        }
        return obstacle;
    }

    /** Leaves in Secrets of others, or that the API server rejects, do not count against the limit. */
    private void issue(Scope scope, List<DemoLeafSpec> due, Map<String, CertificateOnlySecret> seen, Result result) {
        Certificate root = scope.authority().current();
        int limit = keyMaking.leavesAtOnce(scope.policy().authority().keyAlgorithm());
        try (LeafWrites writes = new LeafWrites(writers, limit, result)) {
            Optional<IssuedCertificate> signer = authorities.signer(scope.bundle(), scope.authority());
            for (DemoLeafSpec request : due) {
                String name = request.secretName();
                Optional<CertificateOnlySecret> held = Optional.ofNullable(seen.get(name));
                if (signer.isEmpty()) {
                    result.pending(name, false);
                } else if (scope.waits(held)) {
                    result.pending(name, !scope.policy().wasReported(root));
                } else if (writes.isAtLimit()) {
                    result.pending(name, true);
                } else {
                    writes.begin(name, () -> leaf(scope, request, signer.get(), held));
                }
            }
            writes.finish();
        } catch (NotOwnedException e) {
            result.violations.add(e.violation());
        }
    }

    /**
     * Generates the key of a leaf and signs it; returns the write of its Secret. A dry run checks that the Secret can be written
     * before a slow key is generated.
     */
    private LeafWrites.Write leaf(
            Scope scope, DemoLeafSpec request, IssuedCertificate signer, Optional<CertificateOnlySecret> seen)
            throws NotOwnedException {
        DemoSubject subject = DemoSubject.of(scope.policy().authority(), request);
        if (keyMaking.isSlow(subject.keyAlgorithm())
                && !secrets.couldWrite(scope.bundle(), request.secretName(), DemoSecrets.LEAF_TYPE, seen)) {
            return Optional::empty;
        }
        Optional<IssuedCertificate> leaf =
                keyMaking.whenFree(subject.keyAlgorithm(), () -> issuer.leaf(subject, request, signer, scope.now()));
        if (leaf.isEmpty()) {
            return Optional::empty;
        }
        Certificate certificate = leaf.get().certificate();
        String key = leaf.get().keyPem();
        KnownKeys.generated(key, certificate.publicKey());
        Map<String, String> data =
                Map.of("tls.crt", leaf.get().chainPem(List.of(signer.certificate())), "tls.key", key);
        return () -> secrets.write(scope.bundle(), request.secretName(), DemoSecrets.LEAF_TYPE, data, Map.of(), seen)
                ? Optional.of(certificate)
                : Optional.empty();
    }

    private void repairMetadata(Scope scope, CertificateOnlySecret secret, Result result) {
        if (DemoSecrets.isIntact(scope.bundle(), secret)) {
            return;
        }
        String name = secret.getMetadata().getName();
        try {
            secrets.repairMetadata(scope.bundle(), name, DemoSecrets.LEAF_TYPE);
        } catch (NotOwnedException e) {
            result.violations.add(e.violation());
        } catch (KubernetesClientException e) {
            result.refused(e, name);
        }
    }

    /** The leaf in a Secret, if it meets the spec and the Secret was not changed. */
    private static Optional<Certificate> standing(CertificateOnlySecret secret, DemoLeafSpec request, Scope scope) {
        List<Certificate> roots = scope.authority().roots();
        return certificates(secret).stream()
                .findFirst()
                .filter(leaf ->
                        scope.policy().keeps(leaf, request, secret.client().key(), roots))
                .filter(leaf -> roots.stream()
                        .map(root -> Digests.sha256(PemWriter.certificates(List.of(leaf, root))))
                        .anyMatch(secret.client().digest()::equals));
    }

    /** The current chains in the Secrets of leaves. */
    static Stream<List<Certificate>> chains(Map<String, CertificateOnlySecret> seen) {
        return seen.values().stream()
                .filter(secret -> DemoSecrets.LEAF_TYPE.equals(secret.getType()))
                .map(DemoLeaves::certificates)
                .filter(chain -> !chain.isEmpty());
    }

    /** The current leaves. */
    static List<Certificate> leaves(Map<String, CertificateOnlySecret> seen) {
        return chains(seen).map(chain -> chain.get(0)).toList();
    }

    /** The readable certificates of a Secret; none if its first block is not a certificate. */
    static List<Certificate> certificates(CertificateOnlySecret secret) {
        return secret.client().certificates();
    }
}
