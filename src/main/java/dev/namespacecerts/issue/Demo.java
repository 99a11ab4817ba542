package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.demo.DemoPolicy;
import dev.namespacecerts.demo.PublishedCas;
import dev.namespacecerts.demo.ReportedDemo;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.watch.RecentSecrets;
import dev.namespacecerts.x509.Certificate;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Issues the certificates of {@code spec.demo}, and removes those that it no longer contains. */
@ApplicationScoped
public class Demo {
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
    private static final int MOST_PREVIOUS = 64; // limit of the schema

    /** The maximum number of leaves that an earlier spec can have had. */
    private static final int MOST_OTHERS = 200;

    private final DemoAuthorities authorities;
    private final DemoLeaves leaves;
    private final RecentSecrets recent;
    private final DemoSeals seals;
    private final Feature feature;

    Demo(
            DemoAuthorities authorities,
            DemoLeaves leaves,
            RecentSecrets recent,
            DemoSeals seals,
            @ConfigProperty(name = Feature.DEMO, defaultValue = "Enabled") Feature feature) {
        this.authorities = authorities;
        this.leaves = leaves;
        this.recent = recent;
        this.seals = seals;
        this.feature = feature;
    }

    /** Name of the Secret of a bundle's authority. */
    public static String authoritySecret(NamespaceCertificateBundle bundle) {
        return DemoAuthorities.secretName(bundle);
    }

    /**
     * Reconciles the demo certificates of a bundle.
     *
     * @param owned the Secrets that were created for the bundle, from the cache
     * @param published the last published content; empty if the spec has no publish
     * @return empty if the spec has no demo
     */
    public Optional<DemoOutcome> issue(
            NamespaceCertificateBundle bundle,
            List<CertificateOnlySecret> owned,
            Optional<PublishedCas> published,
            Instant now) {
        Map<String, CertificateOnlySecret> seen = bounded(bundle, recent.over(owned, bundle));
        if (bundle.getSpec().demo() == null) {
            if (feature == Feature.Enabled && !seen.isEmpty()) {
                remove(bundle, seen);
            }
            return Optional.empty();
        }
        Optional<DemoStatus> reported = seals.valid(bundle);
        DemoPolicy policy = new DemoPolicy(
                bundle.getMetadata().getName(), bundle.getSpec().demo(), ReportedDemo.of(reported, published), now);
        List<Certificate> standing = DemoAuthorities.standing(bundle, policy, seen);
        DemoStatus before = reported.orElse(null);
        if (feature == Feature.Disabled) {
            return Optional.of(DemoOutcome.impossible(standing, before, DemoRefusals.DISABLED, Optional.empty()));
        }
        Optional<DemoOutcome.Refusal> undeleted = leaves.remove(seen.values(), policy.leaves());
        try {
            Optional<Authority> authority = authorities.ensure(bundle, policy, seen, now);
            return Optional.of(
                    authority.isPresent()
                            ? issue(bundle, policy, authority.get(), seen, undeleted, now)
                            : DemoOutcome.waiting(standing, before, secrets(bundle, policy)));
        } catch (NotOwnedException e) {
            return Optional.of(DemoOutcome.refused(standing, before, e.violation()));
        } catch (KubernetesClientException e) {
            DemoOutcome.Refusal why = DemoRefusals.ofAuthority(e, authoritySecret(bundle));
            return Optional.of(DemoOutcome.impossible(standing, before, why, Optional.of(now.plus(TRY_AGAIN))));
        }
    }

    private static List<String> secrets(NamespaceCertificateBundle bundle, DemoPolicy policy) {
        return Stream.concat(
                        Stream.of(authoritySecret(bundle)),
                        policy.leaves().stream().map(DemoLeafSpec::secretName))
                .toList();
    }

    /** The Secrets of the spec, and a limited number of others, because users can create more that name the bundle as owner. */
    private static Map<String, CertificateOnlySecret> bounded(
            NamespaceCertificateBundle bundle, Map<String, CertificateOnlySecret> seen) {
        if (seen.size() <= MOST_OTHERS) {
            return seen;
        }
        Map<String, CertificateOnlySecret> others = new TreeMap<>(seen);
        Map<String, CertificateOnlySecret> bounded = new HashMap<>();
        Stream<String> leaves = Stream.ofNullable(bundle.getSpec().demo())
                .flatMap(demo -> Stream.ofNullable(demo.leaves()))
                .flatMap(List::stream)
                .map(DemoLeafSpec::secretName);
        Stream.concat(Stream.of(authoritySecret(bundle)), leaves)
                .filter(others::containsKey)
                .forEach(name -> bounded.put(name, others.remove(name)));
        others.entrySet().stream().limit(MOST_OTHERS).forEach(other -> bounded.put(other.getKey(), other.getValue()));
        return bounded;
    }

    /** A Secret that may not be deleted stays. It does no harm, and is deleted with the bundle. */
    private void remove(NamespaceCertificateBundle bundle, Map<String, CertificateOnlySecret> seen) {
        leaves.remove(seen.values(), List.of());
        authorities.remove(bundle, seen);
    }

    private DemoOutcome issue(
            NamespaceCertificateBundle bundle,
            DemoPolicy policy,
            Authority authority,
            Map<String, CertificateOnlySecret> seen,
            Optional<DemoOutcome.Refusal> undeleted,
            Instant now) {
        DemoLeaves.Result result = leaves.issue(bundle, policy, authority, seen, now);
        Optional<DemoOutcome.Refusal> obstacle = result.obstacle.or(() -> undeleted);
        Certificate root = authority.current();
        List<DemoStatus.Previous> previous = previous(policy, authority, result.standing(seen));
        DemoStatus status = seals.seal(
                bundle,
                new DemoStatus(
                        new DemoStatus.Authority(
                                root.fingerprint(), root.notAfter().toString(), authority.generation(), previous),
                        result.report(policy.leaves()),
                        null));
        Optional<Instant> settled = result.settling ? policy.trusted(root) : Optional.empty();
        Optional<Instant> next = Stream.of(
                        Stream.of(policy.replacement(root)),
                        settled.stream(),
                        Stream.ofNullable(previous).flatMap(Demo::retirements),
                        result.certificates().stream().map(DemoPolicy::renewal),
                        obstacle.map(why -> now.plus(TRY_AGAIN)).stream())
                .flatMap(instants -> instants)
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
        return new DemoOutcome(
                authority.roots(),
                status,
                List.copyOf(result.violations),
                obstacle,
                result.pending(policy.leaves()),
                result.soon,
                settled,
                next);
    }

    /** The replaced roots for the status; null for none. */
    private static List<DemoStatus.Previous> previous(
            DemoPolicy policy, Authority authority, Collection<Certificate> leaves) {
        List<DemoStatus.Previous> previous = authority.previous().stream()
                .skip(Math.max(0, authority.previous().size() - MOST_PREVIOUS))
                .map(root -> new DemoStatus.Previous(
                        root.fingerprint(),
                        policy.unusedSince(root, leaves).map(Instant::toString).orElse(null)))
                .toList();
        return previous.isEmpty() ? null : previous;
    }

    private static Stream<Instant> retirements(List<DemoStatus.Previous> previous) {
        return previous.stream()
                .map(DemoStatus.Previous::unusedSince)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .map(DemoPolicy::retirement);
    }
}
