package dev.namespacecerts.cli;

import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is handed to the reconcilers: a clock, and the rules with their limits. */
class OperatorBeans {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    BundleJudge bundleJudge(
            @ConfigProperty(name = "namespacecerts.certificate-limit", defaultValue = "25") int certificateLimit,
            @ConfigProperty(name = "namespacecerts.byte-limit", defaultValue = "32768") int byteLimit) {
        return new BundleJudge(new BundleLimits(certificateLimit, byteLimit), WellKnownAuthorities.bundled());
    }
}
