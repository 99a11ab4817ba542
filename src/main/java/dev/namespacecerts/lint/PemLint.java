package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.evaluate.ViolationReport;
import dev.namespacecerts.lint.LintResult.JudgedObject;
import dev.namespacecerts.manifest.Place;
import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges PEM files as one bundle, with the filters and leaves of other files. */
public final class PemLint {
    /** The default of a bundle: 360 hours. */
    private static final Duration EXPIRY_WARNING = Duration.ofHours(360);

    private static final String LEAF = "tls.crt";
    private static final String BUNDLE_FILE = "CA file";
    private static final String LEAF_FILE = "Client file";

    private final Findings findings = new Findings();
    private final List<JudgedObject> judged = new ArrayList<>();
    private final Map<String, List<PemBlock>> blocks = new HashMap<>();
    private final Instant now;

    private PemLint(Instant now) {
        this.now = now;
    }

    /** A file that was read. */
    public record PemFile(String path, byte[] text) {}

    /**
     * Judges files.
     *
     * @param cas files with CAs; together they are one bundle
     * @param filterFile file of the filters; null for none
     * @param clients files with a leaf and the intermediates that its client presents
     */
    public static LintResult lint(
            List<PemFile> cas, String filterFile, List<NamedFilter> filters, List<PemFile> clients, Instant now) {
        return new PemLint(now).judge(cas, filterFile, filters, clients);
    }

    private LintResult judge(List<PemFile> cas, String filterFile, List<NamedFilter> filters, List<PemFile> clients) {
        List<FilterMatcher> accepted = filters(filterFile, filters);
        List<BundleSource> sources = new ArrayList<>();
        for (PemFile file : cas) {
            sources.add(
                    file.text().length > BundleJudge.MOST_BYTES
                            ? new BundleSource.Unread(file.path(), file.text().length)
                            : new BundleSource.Text(file.path(), file.text(), "the file"));
            judged.add(new JudgedObject(name(BUNDLE_FILE, file), Place.of(file.path())));
            blocks.put(file.path(), PemReader.read(file.text()));
        }
        BundleVerdict verdict = new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled())
                .judge(new BundleInput(sources, filters.size(), accepted.size(), EXPIRY_WARNING), now);
        if (!cas.isEmpty()) {
            for (RuleViolation violation : ViolationReport.of(verdict.folded())) {
                String file = violation.source() == null ? cas.get(0).path() : violation.source();
                add(violation, new ObjectName(BUNDLE_FILE, "", file), file);
            }
        }
        LeafJudge leaves = new LeafJudge(verdict.authorities(), new LeafFilters(accepted, filters.size(), false), now);
        clients.forEach(file -> client(file, leaves, cas.isEmpty()));
        int files = cas.size() + clients.size() + (filterFile == null ? 0 : 1);
        return new LintResult(findings.sorted(), List.copyOf(judged), clients.size(), files, true);
    }

    private List<FilterMatcher> filters(String file, List<NamedFilter> filters) {
        List<FilterMatcher> accepted = new ArrayList<>();
        for (NamedFilter filter : filters) {
            List<NamedFilter> siblings =
                    filters.stream().filter(other -> other != filter).toList();
            var violations = FilterJudge.judge(filter, Optional.empty(), siblings);
            ViolationReport.of(violations)
                    .forEach(violation -> findings.add(
                            violation,
                            Level.valueOf(violation.severity().name()),
                            Place.of(file),
                            null,
                            new ObjectName("Filter", "", filter.name()),
                            violation.message()));
            if (violations.stream().noneMatch(Violation::isError)) {
                FilterMatcher.of(filter).ifPresent(accepted::add);
            }
            judged.add(new JudgedObject(new ObjectName("Filter", "", filter.name()), Place.of(file)));
        }
        return accepted;
    }

    /** A leaf in a file has no key beside it, and without CAs nothing can be said about its chain. */
    private void client(PemFile file, LeafJudge leaves, boolean alone) {
        blocks.put(file.path(), PemReader.read(file.text()));
        judged.add(new JudgedObject(name(LEAF_FILE, file), Place.of(file.path())));
        LeafVerdict verdict = leaves.judge(ClientSecret.of(file.path(), file.text(), KeyMatch.MISSING));
        for (RuleViolation violation : ViolationReport.of(verdict.violations())) {
            boolean skipped = violation.rule().equals(Rule.EE_10.id())
                    || alone && violation.rule().equals(Rule.EE_7.id());
            if (!skipped) {
                add(violation, name(LEAF_FILE, file), file.path());
            }
        }
    }

    private static ObjectName name(String kind, PemFile file) {
        return new ObjectName(kind, "", file.path());
    }

    private void add(RuleViolation violation, ObjectName object, String file) {
        List<PemBlock> ofFile = blocks.getOrDefault(file, List.of());
        Integer position = violation.position();
        Place place = position == null || position > ofFile.size()
                ? Place.of(file)
                : new Place(file, ofFile.get(position - 1).line() + 1, 1);
        findings.add(
                violation,
                Level.valueOf(violation.severity().name()),
                place,
                null,
                object,
                violation.message().replace(LEAF, file));
    }
}
