package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.evaluate.NamedFilters;
import dev.namespacecerts.evaluate.ViolationReport;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.NamedFilter;
import java.util.List;
import java.util.Optional;

/** Judges a filter among the other objects of the manifests. */
final class FilterLint {
    private final ObjectIndex index;
    private final UnjudgedObjects unjudged;
    private final Findings findings;
    private final boolean strict;

    FilterLint(ObjectIndex index, UnjudgedObjects unjudged, Findings findings, boolean strict) {
        this.index = index;
        this.unjudged = unjudged;
        this.findings = findings;
        this.strict = strict;
    }

    /** Reports its violations. */
    void report(Held<CertificateFilter> held) {
        CertificateFilter filter = held.object();
        if (filter.unreadable().isPresent()) {
            return;
        }
        String name = filter.getSpec().bundleRef().name();
        Optional<Held<NamespaceCertificateBundle>> bundle = index.bundle(held.document(), name);
        List<NamedFilter> siblings = bundle.stream()
                .flatMap(found -> index.filtersOf(found).stream())
                .filter(other ->
                        other.object() != filter && other.object().unreadable().isEmpty())
                .map(other -> NamedFilters.of(other.object()))
                .toList();
        boolean there = bundle.isPresent()
                || unjudged.find(held.document(), "NamespaceCertificateBundle", name)
                        .isPresent();
        Optional<String> missing = there ? Optional.empty() : Optional.of(name);
        for (RuleViolation violation :
                ViolationReport.of(FilterJudge.judge(NamedFilters.of(filter), missing, siblings))) {
            boolean open = violation.rule().equals(Rule.CF_5.id()) && !strict && unjudged.mayHoldMore(held.document());
            findings.add(
                    violation,
                    open ? Level.Note : Level.valueOf(violation.severity().name()),
                    held.document().place(violation.source()),
                    null,
                    held.name(),
                    violation.message() + (open ? BundleLint.MAY_BE_THERE : ""));
        }
    }
}
