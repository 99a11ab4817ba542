package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Bundles, each named after its peculiarity. */
final class BundleCorpus {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final List<TestBundle> bundles = new ArrayList<>();
    private final SecureRandom randomness = TestKeys.seeded("bundles");

    /** All bundles; identical bytes on each call. */
    static BundleCorpus whole() {
        BundleCorpus corpus = new BundleCorpus();
        ChainBundles.add(corpus);
        LookAlikeBundles.add(corpus);
        AlgorithmBundles.add(corpus);
        ConstraintBundles.add(corpus);
        PolicyBundles.add(corpus);
        RandomBundles.add(corpus);
        return corpus;
    }

    /** @param name unique, of printable ASCII without spaces */
    void add(String name, HeldCertificate... certificates) {
        add(name, NOW, certificates);
    }

    void add(String name, Instant now, HeldCertificate... certificates) {
        if (!name.matches("[!-~]+")
                || bundles.stream().anyMatch(bundle -> bundle.name().equals(name))) {
            throw new IllegalArgumentException("a name that is used or has other characters: " + name);
        }
        bundles.add(new TestBundle(
                name, now, Arrays.stream(certificates).map(HeldCertificate::der).toList()));
    }

    /** A root to be, valid at {@link #NOW}. */
    CertificateBuilder root(String subject) {
        return CertificateBuilder.root(subject)
                .at(Clock.fixed(NOW, ZoneOffset.UTC))
                .randomness(randomness);
    }

    /** A CA below another. */
    CertificateBuilder below(HeldCertificate issuer, String subject) {
        return root(subject).issuedBy(issuer);
    }

    List<TestBundle> bundles() {
        return Collections.unmodifiableList(bundles);
    }
}
