package dev.namespacecerts.lint;

import dev.namespacecerts.manifest.Place;
import java.util.List;

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
}
