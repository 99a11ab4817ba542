package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;

/** CA-9: how many bytes of canonical PEM a bundle may have, before base64. */
final class SizeRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        int found = bundle.bytes();
        int limit = bundle.limits().bytes();
        if (found > limit) {
            findings.add(Violation.error(Rule.CA_9)
                    .found(found + " bytes")
                    .allowed("at most " + limit + " bytes")
                    .because(
                            "The certificates have " + found + " bytes as PEM, " + (found - limit) + " too many.",
                            "Remove CAs that no client uses any more, or replace RSA CAs with ECDSA CAs, which are"
                                    + " smaller."));
        }
    }
}
