package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import java.time.Duration;
import java.time.Instant;

/** CA-13: a certificate that expires within the warning time. */
final class ExpiryRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        Instant now = bundle.now();
        for (BundleCertificate c : bundle.authorityCertificates()) {
            Instant end = c.certificate().notAfter();
            if (!now.isAfter(end) && !end.minus(bundle.input().expiryWarning()).isAfter(now)) {
                findings.add(c.warning(Rule.CA_13)
                        .found("valid until " + end)
                        .allowed("more than " + inWords(bundle.input().expiryWarning()) + " until expiry")
                        .because(
                                c.name() + " expires at " + end
                                        + ". After that Temporal Cloud rejects its clients, and every"
                                        + " update of the bundle.",
                                "Add its successor to the bundle now, move the clients to it, then remove this one."));
            }
        }
    }

    private static String inWords(Duration duration) {
        return duration.toHours() >= 48 ? duration.toDays() + " days" : duration.toSeconds() + " s";
    }
}
