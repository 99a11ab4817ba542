package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;

/**
 * DEMO-2, a Warning: a demo authority beside production CAs. Everybody who can read its Secret can issue accepted
 * certificates.
 */
final class DemoRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        long demo = bundle.certificates().stream()
                .filter(c -> c.source().equals(BundleSource.DEMO))
                .count();
        long real = bundle.certificates().size() - demo;
        if (demo > 0 && real > 0) {
            findings.add(Violation.warning(Rule.DEMO_2)
                    .at(BundleSource.DEMO)
                    .found("a demo authority beside " + real + (real == 1 ? " other CA" : " other CAs"))
                    .allowed("a demo authority in a separate bundle")
                    .because(
                            "The bundle has real CAs and a demo authority. A demo authority is not for production: its"
                                    + " private key is in a Secret.",
                            "Move the demo authority to a separate bundle, or remove spec.demo."));
        }
    }
}
