package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.evaluate.ViolationReport;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Place;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import java.util.Set;

/** The findings about one bundle and its clients. */
final class BundleLint {
    static final String SOURCE_NOT_FOUND = "SourceNotFound";

    /** Rules that a CA which lint cannot see may satisfy. */
    private static final Set<String> OPEN = Set.of(Rule.CA_3.id(), Rule.CA_4.id(), Rule.CA_10.id(), Rule.EE_7.id());

    /** Rules that a filter which lint cannot judge may satisfy. */
    private static final Set<String> OPEN_FILTERS = Set.of(Rule.CA_6.id(), Rule.EE_9.id());

    static final String MAY_BE_THERE = " It may be in what lint cannot judge here, so this is no Error.";

    private final JudgedBundle judged;
    private final SourcePlaces places;
    private final Findings findings;
    private final boolean strict;
    private final MissingObjects missing;
    private final boolean moreFilters;

    /** @param moreFilters whether the bundle may have filters that cannot be judged */
    BundleLint(
            JudgedBundle judged,
            ObjectIndex index,
            MissingObjects missing,
            Findings findings,
            boolean strict,
            boolean moreFilters) {
        this.judged = judged;
        this.places = new SourcePlaces(judged.held(), index);
        this.missing = missing;
        this.findings = findings;
        this.strict = strict;
        this.moreFilters = moreFilters;
    }

    void report() {
        ObjectName name = judged.held().name();
        for (RuleViolation violation : ViolationReport.of(judged.violations())) {
            if (violation.rule().equals(Rule.CA_14.id()) && isNotHere(violation.source())) {
                missingSource(violation, name);
            } else {
                findings.add(
                        violation,
                        level(violation),
                        places.place(violation.source(), violation.position()),
                        places.reference(violation.source()),
                        name,
                        message(violation));
            }
        }
        for (LeafVerdict client : judged.judgement().clients()) {
            client(client);
        }
    }

    private boolean isNotHere(String source) {
        return !strict && judged.missing().containsKey(source);
    }

    private void missingSource(RuleViolation violation, ObjectName name) {
        notHere(
                judged.missing().get(violation.source()),
                places.field(violation.source()),
                name,
                violation.source(),
                "its certificates are not judged.");
    }

    private void notHere(MissingObjects.Missing what, Place place, ObjectName name, String source, String consequence) {
        findings.add(
                SOURCE_NOT_FOUND,
                Level.Note,
                place,
                name,
                source,
                what + " " + missing.whereabouts(document(), what) + ", so " + consequence,
                missing.remedy(document(), what));
    }

    private boolean isOpen(RuleViolation violation) {
        return !strict
                && (!judged.missing().isEmpty() && OPEN.contains(violation.rule())
                        || moreFilters && OPEN_FILTERS.contains(violation.rule()));
    }

    private Document document() {
        return judged.held().document();
    }

    private Level level(RuleViolation violation) {
        return isOpen(violation)
                ? Level.Note
                : Level.valueOf(violation.severity().name());
    }

    private String message(RuleViolation violation) {
        return violation.message() + (isOpen(violation) ? MAY_BE_THERE : "");
    }

    private void client(LeafVerdict client) {
        NamespaceCertificateBundle bundle = judged.held().object();
        ObjectName name = new ObjectName("Secret", bundle.getMetadata().getNamespace(), client.name());
        MissingObjects.Missing what = new MissingObjects.Missing("Secret", client.name());
        if (!strict && missing.isMissing(document(), what)) {
            notHere(what, places.clientField(client.name()), name, null, "this client is not judged.");
            return;
        }
        for (RuleViolation violation : ViolationReport.of(client.violations())) {
            findings.add(
                    violation,
                    level(violation),
                    places.client(client.name(), violation.source(), violation.position()),
                    places.clientField(client.name()),
                    name,
                    message(violation));
        }
    }
}
