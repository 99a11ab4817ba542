package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** CA-7: every CA is valid now (RFC 5280 section 4.1.2.5). One expired CA blocks every update (tcld issue 406). */
final class CaValidityRule implements BundleRule {
    private static final int MOST_NAMED = 10;

    @Override
    public void judge(Bundle bundle, Findings findings) {
        Instant now = bundle.now();
        List<BundleCertificate> expired = bundle.authorityCertificates().stream()
                .filter(c -> now.isAfter(c.certificate().notAfter()))
                .toList();
        for (BundleCertificate c : bundle.authorityCertificates()) {
            Instant begin = c.certificate().notBefore();
            Instant end = c.certificate().notAfter();
            if (end.isBefore(begin)) {
                findings.add(c.error(Rule.CA_7)
                        .found("valid from " + begin + " until " + end)
                        .allowed("a notBefore that is before notAfter")
                        .because(
                                c.name() + " can never be valid: notBefore " + begin + " is after notAfter " + end
                                        + ".",
                                "Reissue it."));
            } else if (now.isAfter(end)) {
                findings.add(c.error(Rule.CA_7)
                        .found("valid until " + end)
                        .allowed("a certificate that has not expired")
                        .because(
                                c.name() + " expired at " + end + ". One expired CA makes Temporal Cloud reject every"
                                        + " update of the bundle.",
                                remedy(expired)));
            } else if (now.isBefore(begin)) {
                findings.add(c.error(Rule.CA_7)
                        .selfResolving()
                        .found("valid from " + begin)
                        .allowed("a certificate that is already valid")
                        .because(
                                c.name() + " is not yet valid (notBefore " + begin + ").",
                                "Wait until then, or reissue it with an earlier notBefore."));
            }
        }
    }

    /**
     * The remedy for expired CAs: all in one change, because Temporal Cloud rejects every update that leaves one of
     * them.
     */
    private static String remedy(List<BundleCertificate> expired) {
        if (expired.size() == 1) {
            return "Remove it from the bundle, or replace it with its successor.";
        }
        String others = expired.size() > MOST_NAMED ? " and " + (expired.size() - MOST_NAMED) + " more" : "";
        return "Remove or replace " + (expired.size() == 2 ? "both" : "all " + expired.size())
                + " expired certificates in one change: "
                + expired.stream()
                        .limit(MOST_NAMED)
                        .map(c -> c.place() + ", block " + c.position())
                        .collect(Collectors.joining("; "))
                + others + ".";
    }
}
