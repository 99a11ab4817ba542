package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Repetitions;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evaluates the clients of one bundle, one after the other. Work is bounded for each client and for all together, and
 * no input causes an exception.
 */
public final class LeafJudge {
    /**
     * Maximum number of violations of one client: up to 32 blocks may violate a rule, and the size of a status is
     * limited.
     */
    private static final int MOST_VIOLATIONS = 20;

    /** Maximum number of signature checks for all clients: three for each of 1,000. They take seconds at most. */
    private static final int MOST_CHECKS = 3_000;

    private final List<Certificate> authorities;
    private final Chains bundle;
    private final LeafFilters filters;
    private final Instant now;
    private final LeafPaths.Allowance forWarnings = new LeafPaths.Allowance(MOST_CHECKS);
    private int checks;

    /**
     * @param authorities the readable CAs of the bundle, whether or not the bundle is valid
     * @param now time at which the clients would connect
     */
    public LeafJudge(List<Certificate> authorities, LeafFilters filters, Instant now) {
        this.authorities = List.copyOf(authorities);
        this.bundle = new Chains(authorities);
        authorities.forEach(bundle::isRoot); // verified once for all leaves
        this.filters = filters;
        this.now = now;
    }

    /** Evaluates the Secret of one client. */
    public LeafVerdict judge(ClientSecret secret) {
        return judge(secret, parsed(secret.blocks()));
    }

    /** Evaluates the Secret of one client, and finds out when the verdict is the same. */
    public RepeatableVerdict judgeRepeatably(ClientSecret secret) {
        int checksBefore = checks;
        int explanationsBefore = forWarnings.left();
        List<PresentedCertificate> presented = parsed(secret.blocks());
        LeafVerdict verdict = judge(secret, presented);
        if (checksBefore >= MOST_CHECKS || forWarnings.isNearlyUsedUp(0)) {
            return RepeatableVerdict.never(verdict);
        }
        Stream<Certificate> ofSecret = Stream.concat(presented.stream(), parsed(secret.ignored()).stream())
                .map(PresentedCertificate::certificate);
        return RepeatableVerdict.of(
                verdict,
                Stream.concat(authorities.stream(), ofSecret),
                now,
                checks - checksBefore,
                explanationsBefore - forWarnings.left());
    }

    /**
     * The verdict of an earlier evaluation with the same CAs and filters and of the same Secret, if it would be the same
     * now. Its signature checks count again, so that the limits are reached at the same client.
     */
    public Optional<LeafVerdict> repeat(RepeatableVerdict earlier) {
        if (!earlier.holds(now) || checks >= MOST_CHECKS || forWarnings.isNearlyUsedUp(earlier.explanations())) {
            return Optional.empty();
        }
        checks += earlier.checks();
        forWarnings.use(earlier.explanations());
        return Optional.of(earlier.verdict());
    }

    private LeafVerdict judge(ClientSecret secret, List<PresentedCertificate> presented) {
        List<Violation> violations = new ArrayList<>(secret.violations());
        if (presented.isEmpty() || presented.get(0).position() != 1) {
            if (secret.isRead()) {
                PrivateKeyRule.judgeAlone(secret.key(), violations::add);
                violations.sort(Comparator.comparing(Violation::severity));
            }
            return new LeafVerdict(
                    secret.name(),
                    first(violations),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty());
        }
        PresentedCertificate own = presented.get(secret.leafIndex());
        Certificate certificate = own.certificate();
        List<String> matching = filters.accepted().stream()
                .filter(filter -> filter.matches(certificate))
                .map(FilterMatcher::name)
                .toList();
        List<Certificate> path = List.of();
        if (checks < MOST_CHECKS) {
            Leaf leaf = leaf(own, presented, matching, secret);
            LeafRules.judge(leaf, violations::add);
            checks += leaf.paths().checks();
            path = leaf.paths().first().path();
        } else {
            violations.add(notSearched(own));
        }
        violations.sort(Comparator.comparing(Violation::severity));
        return new LeafVerdict(
                secret.name(),
                first(violations),
                Optional.of(certificate.notAfter()),
                Optional.of(LeafNames.of(certificate)),
                path.stream().map(Certificate::fingerprint).toList(),
                matching,
                nextTransition(presented));
    }

    private static List<PresentedCertificate> parsed(List<ClientSecret.Block> blocks) {
        return blocks.stream()
                .map(block -> new PresentedCertificate(LeafReader.parse(block.der()), block.position()))
                .toList();
    }

    private Leaf leaf(
            PresentedCertificate own,
            List<PresentedCertificate> presented,
            List<String> matching,
            ClientSecret secret) {
        List<PresentedCertificate> others =
                presented.stream().filter(block -> !block.equals(own)).toList();
        List<PresentedCertificate> ignored = parsed(secret.ignored());
        LeafPaths paths = new LeafPaths(
                own.certificate(),
                chains(own, others, List.of()),
                () -> chains(own, others, ignored),
                now,
                forWarnings);
        return new Leaf(own, others, ignored, paths, filters, matching, secret.key(), caOfKey(secret, presented), now);
    }

    private Chains chains(
            PresentedCertificate own, List<PresentedCertificate> others, List<PresentedCertificate> ignored) {
        return bundle.with(
                own.certificate(),
                Stream.concat(others.stream(), ignored.stream())
                        .map(PresentedCertificate::certificate)
                        .toList());
    }

    private Certificate caOfKey(ClientSecret secret, List<PresentedCertificate> presented) {
        return secret.otherKey() == null
                ? null
                : Stream.concat(authorities.stream(), presented.stream().map(PresentedCertificate::certificate))
                        .filter(Certificate::isCa)
                        .filter(secret.otherKey()::owns)
                        .findFirst()
                        .orElse(null);
    }

    private static Violation notSearched(PresentedCertificate leaf) {
        return Violation.error(Rule.EE_7)
                .at(leaf.certificate(), Leaf.CHAIN, leaf.position())
                .found("more than " + MOST_CHECKS + " signature checks for the clients before it")
                .allowed("at most " + MOST_CHECKS + " signature checks for all clients of a bundle")
                .because(
                        "\"" + leaf.certificate().subject() + "\" was not validated: the clients before it used"
                                + " up the limit of " + MOST_CHECKS + " signature checks.",
                        "Give each CA of the bundle a unique subject DN, or select fewer clients.");
    }

    private static List<Violation> first(List<Violation> violations) {
        return Repetitions.fold(violations).stream().limit(MOST_VIOLATIONS).toList();
    }

    private Optional<Instant> nextTransition(List<PresentedCertificate> presented) {
        return presented.stream()
                .map(PresentedCertificate::certificate)
                .flatMap(c -> Stream.of(c.notBefore(), c.notAfter().plusSeconds(1)))
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
    }
}
