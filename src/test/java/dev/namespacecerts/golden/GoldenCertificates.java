package dev.namespacecerts.golden;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Certificates with identical bytes on each call: keys, serial numbers and signatures are derived from a seed, the
 * common name. They are valid from 2020 until 2045, so that an operator with a real clock yields the same verdicts.
 */
final class GoldenCertificates {
    static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2045-01-01T00:00:00Z");

    /** In the past, and in the future, whenever the tests run. */
    static final Instant PAST = Instant.parse("2021-01-01T00:00:00Z");

    static final Instant FUTURE = Instant.parse("2044-01-01T00:00:00Z");

    static final HeldCertificate ROOT = root("Acme Root").build();
    static final HeldCertificate OTHER_ROOT = root("Acme Root 2").build();
    static final HeldCertificate ISSUING = intermediate("Acme Issuing", ROOT).build();
    static final HeldCertificate STRANGER = root("Stranger Root").build();
    static final HeldCertificate WORKER = leaf("worker-a", ROOT).build();

    private GoldenCertificates() {}

    static CertificateBuilder root(String commonName) {
        return fixed(CertificateBuilder.root("CN=" + commonName + ",O=Acme"), commonName);
    }

    static CertificateBuilder intermediate(String commonName, HeldCertificate issuer) {
        return fixed(CertificateBuilder.intermediate("CN=" + commonName + ",O=Acme"), commonName)
                .issuedBy(issuer);
    }

    static CertificateBuilder leaf(String commonName, HeldCertificate issuer) {
        return fixed(CertificateBuilder.leaf("CN=" + commonName + ",OU=payments,O=Acme"), commonName)
                .issuedBy(issuer);
    }

    /** A certificate with another key and serial number. */
    static CertificateBuilder again(CertificateBuilder builder) {
        return builder.randomness(TestKeys.seeded("again"));
    }

    static String pem(HeldCertificate... certificates) {
        return Arrays.stream(certificates).map(HeldCertificate::pem).collect(Collectors.joining());
    }

    private static CertificateBuilder fixed(CertificateBuilder builder, String seed) {
        return builder.randomness(TestKeys.seeded(seed)).notBefore(FROM).notAfter(UNTIL);
    }
}
