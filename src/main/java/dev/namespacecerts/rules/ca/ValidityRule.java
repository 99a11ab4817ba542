package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import java.time.Instant;

/** CA-7: inside its validity period (RFC 5280 section 4.1.2.5). One expired CA blocks every update (tcld issue 406). */
final class ValidityRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        Instant now = bundle.now();
        for (BundleCertificate c : bundle.certificates()) {
            Instant begin = c.certificate().notBefore();
            Instant end = c.certificate().notAfter();
            if (now.isBefore(begin)) {
                findings.add(c.error(Rule.CA_7)
                        .found("valid from " + begin)
                        .allowed("a validity that has begun")
                        .because(
                                c.name() + " is not valid before " + begin + ".",
                                "Wait until then, or issue it again with an earlier beginning."));
            } else if (now.isAfter(end)) {
                findings.add(c.error(Rule.CA_7)
                        .found("valid until " + end)
                        .allowed("a validity that has not ended")
                        .because(
                                c.name() + " expired at " + end + ". One expired CA makes Temporal Cloud refuse every"
                                        + " update of the bundle.",
                                "Remove it from the bundle, or replace it by its successor."));
            }
        }
    }
}
