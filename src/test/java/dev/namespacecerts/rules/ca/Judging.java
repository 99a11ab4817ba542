package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Evaluates bundles of a test at a fixed time. */
final class Judging {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final List<BundleSource> sources = new ArrayList<>();
    private int filters;
    private int acceptedFilters;
    private Duration expiryWarning = Duration.ofHours(360);

    /** A root of that time, to be changed. */
    static CertificateBuilder root(String subject) {
        return CertificateBuilder.root(subject).at(CLOCK);
    }

    /** An intermediate of that time, to be changed. */
    static CertificateBuilder intermediate(String subject, HeldCertificate issuer) {
        return CertificateBuilder.intermediate(subject).at(CLOCK).issuedBy(issuer);
    }

    /** A bundle of one source with some certificates. */
    static Judging of(HeldCertificate... certificates) {
        return new Judging()
                .and(Arrays.stream(certificates).map(HeldCertificate::pem).collect(Collectors.joining()));
    }

    static Judging of(String text) {
        return new Judging().and(text);
    }

    Judging and(String text) {
        return and(text.getBytes(StandardCharsets.UTF_8));
    }

    Judging and(byte[] text) {
        sources.add(new BundleSource.Text("spec.certificates[" + sources.size() + "]", text));
        return this;
    }

    Judging andUnread(int bytes) {
        sources.add(new BundleSource.Unread("spec.certificates[" + sources.size() + "]", bytes));
        return this;
    }

    Judging andMissing(String place) {
        sources.add(new BundleSource.Missing("spec.certificates[" + sources.size() + "]", place, "it does not exist"));
        return this;
    }

    Judging and(BundleSource source) {
        sources.add(source);
        return this;
    }

    Judging filters(int total, int accepted) {
        filters = total;
        acceptedFilters = accepted;
        return this;
    }

    Judging expiryWarning(Duration time) {
        expiryWarning = time;
        return this;
    }

    BundleVerdict verdict() {
        return verdict(NOW);
    }

    BundleVerdict verdict(Instant now) {
        return new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled())
                .judge(new BundleInput(List.copyOf(sources), filters, acceptedFilters, expiryWarning), now);
    }

    /** The rules that Errors stand for, in order. */
    List<String> errors() {
        return verdict().violations().stream()
                .filter(Violation::isError)
                .map(v -> v.rule().id())
                .toList();
    }

    /** The rules that Warnings stand for, in order. */
    List<String> warnings() {
        return verdict().violations().stream()
                .filter(v -> !v.isError())
                .map(v -> v.rule().id())
                .toList();
    }

    /** The first violation of a rule. */
    Violation violation(Rule rule) {
        return verdict().violations().stream()
                .filter(v -> v.rule() == rule)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no violation of " + rule.id()));
    }
}
