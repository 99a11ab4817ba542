package dev.namespacecerts.lint;

import dev.namespacecerts.manifest.Place;
import java.util.List;
import java.util.stream.Stream;

/**
 * All findings, and what was judged.
 *
 * @param findings in the order of files and lines
 * @param judged the judged bundles and filters, also those without a finding
 * @param clients number of leaves
 * @param files number of files read
 * @param complete whether everything could be read
 */
public record LintResult(List<Finding> findings, List<JudgedObject> judged, int clients, int files, boolean complete) {

    /** A judged bundle or filter, and where it begins. */
    public record JudgedObject(ObjectName object, Place place) {}

    /** Number of findings of a level. */
    public long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** Both results as one, such as of manifests and of PEM files. */
    public LintResult and(LintResult other) {
        return new LintResult(
                Stream.concat(findings.stream(), other.findings.stream())
                        .sorted(Findings.ORDER)
                        .toList(),
                Stream.concat(judged.stream(), other.judged.stream()).toList(),
                clients + other.clients,
                files + other.files,
                complete && other.complete);
    }
}
