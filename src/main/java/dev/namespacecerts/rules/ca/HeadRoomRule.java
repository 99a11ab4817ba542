package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;

/** CA-13: a rotation needs room for the old certificates and as many new ones. */
final class HeadRoomRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        check(bundle.distinct(), bundle.limits().certificates(), "certificates", findings);
        check(bundle.bytes(), bundle.limits().bytes(), "bytes", findings);
    }

    private static void check(int used, int limit, String unit, Findings findings) {
        if (used <= limit && 2L * used > limit) {
            findings.add(Violation.warning(Rule.CA_13)
                    .found(used + " of " + limit + " " + unit)
                    .allowed("at most " + limit / 2 + " " + unit + ", so that old and new CAs fit side by side")
                    .because(
                            "The bundle uses " + used + " of " + limit + " " + unit
                                    + ". A rotation needs room for old and new CAs side by side.",
                            "Remove CAs that no client uses any more, or rotate in steps."));
        }
    }
}
