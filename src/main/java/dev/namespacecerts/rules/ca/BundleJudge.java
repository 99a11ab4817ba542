package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.JudgedCertificate;
import dev.namespacecerts.rules.Role;
import dev.namespacecerts.rules.Usage;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.PemWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evaluates CA bundles: applies all rules and reports all violations at once. Work is bounded for any input, and no
 * input causes an exception.
 */
public final class BundleJudge {
    /** Maximum bytes of one source. A larger source is not read. */
    public static final int MOST_BYTES = BundleReader.MOST_BYTES;

    /** Maximum bytes of all sources together. A source that exceeds it is not read. */
    public static final int MOST_BYTES_IN_ALL = BundleReader.MOST_BYTES_IN_ALL;

    private final BundleLimits limits;
    private final WellKnownAuthorities authorities;

    public BundleJudge(BundleLimits limits, WellKnownAuthorities authorities) {
        this.limits = limits;
        this.authorities = authorities;
    }

    /** Evaluates a bundle at a given time. */
    public BundleVerdict judge(BundleInput input, Instant now) {
        Findings findings = new Findings(input.sources());
        BundleReader reader = new BundleReader(findings);
        List<BundleCertificate> certificates = reader.read(input.sources());
        List<Certificate> distinct =
                certificates.stream().map(BundleCertificate::certificate).toList();
        byte[] canonicalPem = PemWriter.certificates(distinct);
        Bundle bundle = new Bundle(
                input,
                certificates,
                reader.distinct(),
                canonicalPem.length,
                limits,
                authorities,
                new Chains(distinct),
                now);
        BundleRules.judge(bundle, findings);
        return new BundleVerdict(
                findings.inOrder(),
                findings.count(),
                findings.folded(),
                findings.foldedCount(),
                certificates.stream().map(c -> judged(c, bundle)).toList(),
                canonicalPem,
                new Usage(
                        reader.distinct() - reader.unparsed(),
                        limits.certificates(),
                        canonicalPem.length,
                        limits.bytes()),
                distinct.stream().map(Certificate::notAfter).min(Instant::compareTo),
                nextTransition(distinct, input.expiryWarning(), now));
    }

    private JudgedCertificate judged(BundleCertificate c, Bundle bundle) {
        return new JudgedCertificate(
                c.certificate(),
                c.source(),
                c.place(),
                c.position(),
                bundle.chains().isRoot(c.certificate()) ? Role.Root : Role.Intermediate,
                authorities.contains(c.certificate()));
    }

    /**
     * The next instant at which the verdict changes. A certificate is valid until notAfter inclusive, so it is expired
     * one second later.
     */
    private static Optional<Instant> nextTransition(List<Certificate> certificates, Duration warning, Instant now) {
        return certificates.stream()
                .flatMap(c -> Stream.of(
                        c.notBefore(), c.notAfter().minus(warning), c.notAfter().plusSeconds(1)))
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
    }
}
